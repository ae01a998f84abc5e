#pragma once
// Checks hold a result against the case and the model, so names of all three are its own too.

#include "amur/result/names.h"

namespace amur::verify {

using namespace cases;
using namespace model;
using namespace result;
using cases::crossing;  // not the folder of that name

}  // namespace amur::verify
