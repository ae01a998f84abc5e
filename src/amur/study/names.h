#pragma once
// Checks of a case speak of its rows and of the model on every line, so names of both are here.

#include "amur/model/names.h"

namespace amur::study {

using namespace cases;
using namespace model;
using cases::crossing;  // not the folder of that name

}  // namespace amur::study
