#pragma once
// The model speaks of what a case says on every line, so those names are its own too.

#include "amur/case/case.h"

namespace amur::model {

using namespace cases;
using cases::crossing;  // not the folder of that name

}  // namespace amur::model
