#include "amur/cli/start.h"

int main(int argc, char** argv) { return amur::cli::start(argc, argv); }
