#pragma once
// How a list column of duties, visas and re-entries matches: left empty it means 'any'.

#include <algorithm>

namespace amur::model {

template <class List, class Value>
[[nodiscard]] bool any_or_listed(const List& list, const Value& value) {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace amur::model
