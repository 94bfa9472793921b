// Logarithm and exponential made of + - * / only, so that every compiler and processor gives the
// same bits (libm does not: its results change with FMA). Accurate to about 1 ulp; tests compare
// with long double.
#pragma once

namespace chuanzhe::base {

double log(double x);  ///< natural logarithm of a positive normal number
double exp(double x);  ///< e^x; 0 below -700, largest finite above 700

}  // namespace chuanzhe::base
