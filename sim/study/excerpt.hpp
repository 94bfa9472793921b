// Tells another recorder only some months of a run, as a run that has only these.
#pragma once

#include "engine/observation.hpp"
#include "study/breakdown.hpp"

namespace chuanzhe::study {

class Excerpt : public engine::Recorder {
 public:
  Excerpt(engine::Recorder& recorder, const Period& months)
      : recorder_(recorder), months_(months) {}

  void begin(const engine::RunDescription& run) override {
    engine::RunDescription part = run;
    part.start = months_.first;
    part.end = months_.last;
    recorder_.begin(part);
  }
  void month(const engine::MonthObservation& observation,
             std::span<const engine::Event> events) override {
    if (observation.month < months_.first || months_.last < observation.month) return;
    engine::MonthObservation part = observation;
    part.step = observation.month - months_.first;
    recorder_.month(part, events);
  }
  void finish() override { recorder_.finish(); }

 private:
  engine::Recorder& recorder_;
  Period months_;
};

}  // namespace chuanzhe::study
