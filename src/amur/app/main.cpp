#include "amur/app/start.h"

int main(int argc, char** argv) { return amur::app::start(argc, argv); }
