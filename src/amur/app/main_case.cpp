#include "amur/app/cli.h"

int main(int argc, char** argv) { return amur::app::run_cli(argc, argv); }
