declare module "maplibre-gl/dist/maplibre-gl-csp" {
  import maplibregl from "maplibre-gl";
  export default maplibregl;
}

declare module "virtual:geography" {
  const address: string;
  export default address;
}
