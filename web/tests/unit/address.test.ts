import { beforeAll, expect, test, vi } from "vitest";

let address: typeof import("../../src/state/address");
beforeAll(async () => {
  vi.stubGlobal("location", { hash: "" });
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => undefined }));
  vi.stubGlobal("sessionStorage", { getItem: () => null, setItem: () => undefined });
  vi.stubGlobal("location", { hash: "", href: "http://127.0.0.1/" });
  address = await import("../../src/state/address");
});

test("an address says what is looked at, and reads back as the same", () => {
  const looked = {
    ...address.lookedAtIn(""),
    shown: "000003",
    compared: "000001",
    difference: true,
    commodity: "soybeans",
    month: "2023-08",
    tab: "claims",
    drawer: true,
    view: "costs",
    selection: { kind: "link" as const, id: "rail: a&b=c" },
    arcs: true,
    beside: ["000004", "000005"],
    swipe: true,
    frame: "7.30/50.2000/127.5000",
  };
  const text = address.addressOf(looked);
  expect(address.lookedAtIn(text)).toEqual(looked);
  expect(text).toContain("map=7.30/50.2000/127.5000");
});

test("the page as it opens has an empty address, and nonsense in one is left out", () => {
  expect(address.addressOf(address.lookedAtIn(""))).toBe("#");
  expect(address.lookedAtIn("#pick=planet:mars").selection).toBeNull();
  expect(address.lookedAtIn("#pick=link").selection).toBeNull();
});
