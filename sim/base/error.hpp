// Errors. The user's mistakes are InputError (exit status 2, with the place in the file); what the
// machine refuses is RunError (exit status 1); our own mistakes are caught by expect/ensure.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace chuanzhe::base {

/// A place in an input file; line and column count from 1, 0 = not known.
struct Location {
  std::string file;
  int line = 0;
  int column = 0;
};
std::string to_string(const Location& at);  ///< "file:line:column", without unknown parts

/// One sentence about one mistake: what is wrong (why) what to do.
struct Problem {
  Location at;
  std::string text;
};
std::string to_string(const Problem& problem);

/// Every mistake found in the user's input, reported together.
class InputError : public std::runtime_error {
 public:
  explicit InputError(std::vector<Problem> problems);
  InputError(Location at, std::string text);
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::vector<Problem> problems_;
};

/// The input was good but the run could not be completed (disk full, file not writable, ...).
class RunError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A broken promise of our own code: the message names the promise.
class LogicError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// Checks what a caller promised / what we promise; always on, since none stands on a hot path.
void expect(bool condition, std::string_view promise);
void ensure(bool condition, std::string_view promise);

/// The candidate nearest to `word` by edit distance, empty when none is near enough to suggest.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace chuanzhe::base
