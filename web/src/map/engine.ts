// MapLibre in the build that loads its worker from a file of its own, so that a content security policy
// needs neither blob workers nor eval.
import maplibregl from "maplibre-gl/dist/maplibre-gl-csp";
import workerAddress from "maplibre-gl/dist/maplibre-gl-csp-worker.js?url";
import "maplibre-gl/dist/maplibre-gl.css";

maplibregl.setWorkerUrl(workerAddress);
export { maplibregl };
