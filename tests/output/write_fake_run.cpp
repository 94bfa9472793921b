// Writes the fake run to the file named, for open_with_stock_readers.py.
// usage: write_fake_run result.h5 [policy]

#include <cstdio>
#include <exception>

#include "fake_run.hpp"
#include "output/hdf5_recorder.hpp"

int main(int count, char** arguments) {
  namespace output = chuanzhe::output;
  if (count < 2) {
    std::fputs("usage: write_fake_run result.h5 [policy]\n", stderr);
    return 2;
  }
  try {
    output::Hdf5Recorder recorder(arguments[1], output::Overwrite::allow, output::test::rows(), 1);
    output::test::record(recorder, output::test::run(14, count > 2), output::test::events(300'000));
    recorder.finish();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "error: %s\n", error.what());
    return 1;
  }
}
