// `chuanzhe analyse`: what the figures of a finished sweep depend on, as text and CSV tables.
#include <algorithm>
#include <cmath>
#include <fstream>
#include <iostream>

#include <fmt/format.h>

#include "app/sweep_command.hpp"
#include "app/sweep_result.hpp"
#include "output/csv_table.hpp"
#include "study/response.hpp"
#include "study/sensitivity.hpp"

namespace chuanzhe::app {
namespace {

namespace fs = std::filesystem;
using scenario::DesignKind;

struct AnalyseOptions {
  SweepOptions sweep;
  std::string cost, effect;
  bool is_help = false;
};

AnalyseOptions read_options(const Words& words) {
  OptionList options;
  options.text("output,o", "DIR", "folder of the sweep");
  options.words("set", "PATH=VALUE", "the overrides the sweep was run with");
  options.text("cost", "NAME", "output that is the cost (frontier)");
  options.text("effect", "NAME", "output that is the effect");
  const Parsed parsed = parse(words, options, "analyse SWEEP.yaml [OPTIONS]");
  AnalyseOptions read;
  read.is_help = parsed.help;
  if (parsed.help) return read;
  read.sweep.file = needed_file(parsed, "sweep file");
  if (parsed.has("output")) read.sweep.folder = parsed.text("output");
  read.sweep.overrides = parsed.words("set");
  if (parsed.has("cost")) read.cost = parsed.text("cost");
  if (parsed.has("effect")) read.effect = parsed.text("effect");
  if (read.cost.empty() != read.effect.empty()) {
    throw base::InputError({}, "a frontier needs --cost and --effect; name both or neither");
  }
  return read;
}

/// One table of the analysis; a file that cannot be written ends the command.
class Sheet {
 public:
  Sheet(const fs::path& folder, const std::string& name, const std::string& head)
      : path_(folder / name), stream_(path_, std::ios::binary) {
    stream_ << "\xef\xbb\xbf" << head << '\n';
  }
  void row(const std::string& text) { stream_ << text << '\n'; }
  void finish() {
    stream_.close();
    if (stream_.fail()) throw base::RunError(path_.string() + ": cannot write (is the disk full?)");
  }

 private:
  fs::path path_;
  std::ofstream stream_;
};

std::string three(const study::IndexEstimate& e) {
  return fmt::format("{},{},{}", e.value, e.low, e.high);
}
std::string in_words(const study::IndexEstimate& e) {
  return e.low == e.high ? fmt::format("{:.3f}", e.value)
                         : fmt::format("{:.3f} [{:.3f}, {:.3f}]", e.value, e.low, e.high);
}

/// The runs of a sweep, figure by figure, with what the tables need to name things.
class Analysis {
 public:
  Analysis(const SweepPlan& plan, const study::RunStore& store, fs::path folder)
      : plan_(plan),
        factors_(plan.sweep().factors),
        folder_(std::move(folder)),
        runs_(plan.sweep().outputs.size()),
        draws_(base::make_key(static_cast<std::uint64_t>(plan.sweep().design.seed), 1)) {
    for (std::size_t p = 0; p < plan.points().size(); ++p) {
      const output::SweepPoint point = point_of(plan, store, p);
      for (std::size_t m = 0; m < runs_.size(); ++m) {
        runs_[m].coordinates.push_back(values_at(p));
        auto& figures = runs_[m].figures.emplace_back();
        for (const auto& run : point.figures) figures.push_back(run[m]);
      }
    }
    std::error_code error;
    fs::create_directories(folder_, error);
    if (error) throw base::RunError(folder_.string() + ": cannot make the folder of the analysis");
  }

  void write_curves() const {
    Sheet sheet(folder_, "curves.csv", "output,factor,value,label,mean,low,high,points");
    for_each_figure([&](const std::string& name, const study::Runs& runs) {
      for (std::size_t f = 0; f < factors_.size(); ++f) {
        for (const study::Group& group : study::response_curve(runs, f)) {
          sheet.row(fmt::format("{},{},{},{},{},{}", name, factors_[f].name, group.value,
                                output::csv_field(label(f, group.value)), three(group.figure),
                                group.points));
        }
      }
    });
    sheet.finish();
  }

  void write_surfaces() const {
    Sheet sheet(folder_, "surfaces.csv",
                "output,factor_1,factor_2,value_1,value_2,label_1,label_2,mean,points");
    for_each_figure([&](const std::string& name, const study::Runs& runs) {
      for (std::size_t f = 0; f < factors_.size(); ++f) {
        for (std::size_t g = f + 1; g < factors_.size(); ++g) {
          for (const study::SurfaceCell& cell : study::response_surface(runs, f, g)) {
            sheet.row(
                fmt::format("{},{},{},{},{},{},{},{},{}", name, factors_[f].name, factors_[g].name,
                            cell.first, cell.second, output::csv_field(label(f, cell.first)),
                            output::csv_field(label(g, cell.second)), cell.mean, cell.points));
          }
        }
      }
    });
    sheet.finish();
  }

  void write_sobol() const {
    Sheet sheet(folder_, "sobol.csv",
                "output,factor,grade,first,first_low,first_high,total,total_low,total_high");
    Sheet grades(folder_, "grades.csv", "output,grade,alone,with_others,share");
    for_each_figure([&](const std::string& name, const study::Runs& runs) {
      const auto indices = indices_of(runs);
      std::cout << name << (indices.empty() ? ": does not vary\n" : "\n");
      std::vector<base::Grade> of_factors;
      for (std::size_t f = 0; f < indices.size(); ++f) {
        of_factors.push_back(factors_[f].grade);
        const auto grade = base::grade_words[static_cast<std::size_t>(factors_[f].grade)];
        sheet.row(fmt::format("{},{},{},{},{}", name, factors_[f].name, grade,
                              three(indices[f].first), three(indices[f].total)));
        std::cout << fmt::format("  {:<20} alone {}, with others {} ({})\n", factors_[f].name,
                                 in_words(indices[f].first), in_words(indices[f].total), grade);
      }
      if (indices.empty()) return;
      for (const auto& share : study::shares_by_grade(indices, of_factors)) {
        const auto grade = base::grade_words[static_cast<std::size_t>(share.grade)];
        grades.row(fmt::format("{},{},{},{},{}", name, grade, share.alone, share.with_others,
                               share.share));
        if (share.grade != base::Grade::assumption) continue;
        std::cout << fmt::format(
            "  {:.0f} % of this result's variance rests on assumptions ({:.0f} "
            "% alone, {:.0f} % with others)\n",
            100 * share.share, 100 * share.alone, 100 * share.with_others);
      }
    });
    sheet.finish();
    grades.finish();
  }

  void write_morris() const {
    Sheet sheet(folder_, "morris.csv",
                "output,factor,mu_star,mu_star_low,mu_star_high,mu,mu_low,mu_high,sigma,sigma_low,"
                "sigma_high");
    const auto units = unit_points();
    for_each_figure([&](const std::string& name, const study::Runs& runs) {
      const auto measures = study::morris_measures(units, study::point_means(runs),
                                                   static_cast<int>(factors_.size()), draws_);
      std::cout << name << '\n';
      for (std::size_t f = 0; f < measures.size(); ++f) {
        sheet.row(fmt::format("{},{},{},{},{}", name, factors_[f].name, three(measures[f].mu_star),
                              three(measures[f].mu), three(measures[f].sigma)));
        std::cout << fmt::format("  {:<20} mu* {:.6g} [{:.6g}, {:.6g}], sigma {:.6g}\n",
                                 factors_[f].name, measures[f].mu_star.value,
                                 measures[f].mu_star.low, measures[f].mu_star.high,
                                 measures[f].sigma.value);
      }
    });
    sheet.finish();
  }

  void write_frontier(const std::string& cost, const std::string& effect) const {
    const auto costs = study::point_means(runs_[output_called(cost, "--cost")]);
    const auto effects = study::point_means(runs_[output_called(effect, "--effect")]);
    const auto efficient = study::efficient_points(costs, effects);
    std::string head = "point";
    for (const auto& factor : factors_) head += ',' + factor.name;
    Sheet sheet(folder_, "frontier.csv", head + ",cost,effect,efficient,cost_output,effect_output");
    for (std::size_t p = 0; p < costs.size(); ++p) {
      std::string row = std::to_string(p);
      for (std::size_t f = 0; f < factors_.size(); ++f) {
        row += ',' + output::csv_field(level_at(factors_[f], plan_.points()[p][f]).label);
      }
      sheet.row(row + fmt::format(",{},{},{},{},{}", costs[p], effects[p], efficient[p] ? 1 : 0,
                                  cost, effect));
    }
    sheet.finish();
    std::cout << fmt::format("{} of {} points are efficient in {} for {}\n",
                             std::count(efficient.begin(), efficient.end(), true), efficient.size(),
                             effect, cost);
  }

 private:
  template <class Use>
  void for_each_figure(Use use) const {
    for (std::size_t m = 0; m < runs_.size(); ++m) use(plan_.sweep().outputs[m].name, runs_[m]);
  }

  /// Values of the factors where they are numbers, places of the words elsewhere.
  std::vector<double> values_at(std::size_t point) const {
    std::vector<double> values;
    for (std::size_t f = 0; f < factors_.size(); ++f) {
      const double coordinate = plan_.points()[point][f];
      values.push_back(factors_[f].is_numeric() ? *level_at(factors_[f], coordinate).number
                                                : coordinate);
    }
    return values;
  }

  std::string label(std::size_t factor, double value) const {
    return factors_[factor].is_numeric()
               ? fmt::format("{}", value)
               : factors_[factor].levels.at(static_cast<std::size_t>(value)).label;
  }

  /// Coordinates in [0, 1]: levels are spread evenly.
  std::vector<std::vector<double>> unit_points() const {
    auto points = plan_.points();
    for (auto& point : points) {
      for (std::size_t f = 0; f < factors_.size(); ++f) {
        const auto levels = static_cast<double>(factors_[f].levels.size());
        if (!factors_[f].range && levels > 1) point[f] /= levels - 1;
      }
    }
    return points;
  }

  std::vector<study::SobolIndex> indices_of(const study::Runs& runs) const {
    if (plan_.sweep().design.kind != DesignKind::sobol) return study::grid_indices(runs);
    return study::sobol_indices(study::point_means(runs), static_cast<int>(factors_.size()),
                                draws_);
  }

  std::size_t output_called(const std::string& name, const std::string& option) const {
    std::vector<std::string> names;
    for (const auto& output : plan_.sweep().outputs) names.push_back(output.name);
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    const std::string near = base::nearest(name, names);
    throw base::InputError({}, fmt::format("{} names no output '{}'; {}", option, name,
                                           near.empty() ? "see outputs: of the sweep file"
                                                        : "did you mean '" + near + "'?"));
  }

  const SweepPlan& plan_;
  const std::vector<scenario::Factor>& factors_;
  fs::path folder_;
  std::vector<study::Runs> runs_;  // along the outputs
  base::Draws draws_;
};

}  // namespace

int analyse_command(const Words& words) {
  const AnalyseOptions options = read_options(words);
  if (options.is_help) return exit_done;
  const SweepPlan plan = plan_of(options.sweep);
  const fs::path folder = folder_of(options.sweep, plan);
  const study::RunStore store(folder, plan.identity(), study::RunStore::Access::reading);
  tell_stale(store);
  const auto missing = missing_runs(plan, store, 1, 1).size();
  if (missing == static_cast<std::size_t>(plan.runs())) {
    throw base::InputError({folder.string()},
                           "holds no run of this sweep; run it with chuanzhe sweep, or name its "
                           "folder with -o");
  }
  if (missing > 0) std::cerr << fmt::format("{} runs are missing and left out\n", missing);
  const Analysis analysis(plan, store, folder / "analysis");
  analysis.write_curves();
  analysis.write_surfaces();
  const DesignKind kind = plan.sweep().design.kind;
  if (kind == DesignKind::sobol || kind == DesignKind::grid) analysis.write_sobol();
  if (kind == DesignKind::morris) analysis.write_morris();
  if (!options.cost.empty()) analysis.write_frontier(options.cost, options.effect);
  std::cout << "written: " << (folder / "analysis").string() << "/*.csv\n";
  return exit_done;
}

}  // namespace chuanzhe::app
