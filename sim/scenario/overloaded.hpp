// One visitor of a variant out of several lambdas.
#pragma once

namespace chuanzhe::scenario {

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

}  // namespace chuanzhe::scenario
