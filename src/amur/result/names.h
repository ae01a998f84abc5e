#pragma once
// A result's tables say of a case what the model found, so names of both are its own too.

#include "amur/model/names.h"

namespace amur::result {

using namespace cases;
using namespace model;
using cases::crossing;  // not the folder of that name

}  // namespace amur::result
