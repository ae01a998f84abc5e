// Writes a synthetic case: make_case FOLDER --nodes 10000 --links 30000 --zones 500

#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

#include "synthetic_case.h"

int main(int argc, char** argv) {
  CLI::App app{"Writes a synthetic case folder"};
  std::string folder;
  amur::bench::synthetic_size size;
  app.add_option("FOLDER", folder, "Folder to write")->required();
  app.add_option("--nodes", size.nodes, "Nodes (rounded to a square)")->capture_default_str();
  app.add_option("--links", size.directed_links, "Directed road links")->capture_default_str();
  app.add_option("--zones", size.zones, "Zones that trade")->capture_default_str();
  app.add_option("--commodities", size.commodities, "Commodities")->capture_default_str();
  app.add_option("--destinations", size.destinations_per_zone, "Destinations a zone and commodity")
      ->capture_default_str();
  app.add_option("--model", size.model, "Equilibrium model")->capture_default_str();
  app.add_option("--seed", size.seed, "Seed")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  try {
    amur::bench::write_synthetic_case(folder, size);
  } catch (const std::exception& error) {
    std::cerr << "error: " << error.what() << '\n';
    return 2;
  }
  return 0;
}
