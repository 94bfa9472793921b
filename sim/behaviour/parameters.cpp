#include "behaviour/parameters.hpp"

namespace chuanzhe::behaviour {
namespace {

using base::Grade;
constexpr auto assumed = "assumed";

void add_choice(base::Fields& f, Parameters& p) {
  f.insert(
      f.end(),
      {
          {"sigma", &p.sigma, "CNY/month", 500, 50000,
           "scale of the taste shocks: larger is less responsive to money",
           "gives a long-run stock elasticity to pay of 1.5 (Tombe and Zhu 2019, unverified)",
           Grade::estimate},
          {"eta", &p.eta, "1", 0, 0.9,
           "elasticity of a city's pull to the share of fellow countrymen there",
           "Chen, Jin and Yue 2010 (NBER 15671), attenuated", Grade::estimate},
          {"n0", &p.n0, "1", 1e-6, 1,
           "share of the county's labour force below which a network does not pull", assumed},
          {"distance_weight", &p.distance_weight, "1", 0, 5,
           "weight of ln distance, fares excluded",
           "Liu, Zhuo and Wang 2020, table 4: 0.23 to 0.34", Grade::survey},
          {"amortisation", &p.amortisation, "1/month", 0.001, 1,
           "monthly value of a one-off sum: 0.5 % a month over 12 months", assumed},
          {"search_cash_loss", &p.search_cash_loss, "CNY/month", 0, 20000,
           "extra outlay while looking for a post", assumed},
          {"moving_cost", &p.moving_cost, "CNY", 0, 20000, "cost of a move beside the fare",
           assumed},
          {"child_behind", &p.child_behind, "CNY/month", 0, 20000,
           "loss of a parent whose child stays in the county", assumed},
          {"psi_zhejiang", &p.psi_zhejiang, "CNY/month", -100000, 100000,
           "constant of Zhejiang (T1 tells it)",
           "set by hand before the fit to T1: 1.774 million at the end of 2021", Grade::estimate},
          {"psi_zhejiang_poor", &p.psi_zhejiang_poor, "CNY/month", -100000, 100000,
           "extra constant of the formerly poor (T2 tells it)",
           "set by hand before the fit to T2: 160,000 formerly poor", Grade::estimate},
          {"psi_local", &p.psi_local, "CNY/month", -100000, 100000,
           "constant of posts in the county", "set by hand before the fit to T3", Grade::estimate},
          {"psi_elsewhere", &p.psi_elsewhere, "CNY/month", -100000, 100000,
           "constant of the rest of Sichuan and other provinces",
           "set by hand before the fit to T4", Grade::estimate},
          {"wage_elsewhere", &p.wage_elsewhere, "CNY/month", 0, 100000, "pay elsewhere, 2021",
           "NBS monitoring survey 2021: out-migrants 5,013", Grade::survey},
          {"living_elsewhere", &p.living_elsewhere, "CNY/month", 0, 100000,
           "living and rent elsewhere", "NBS 2013 survey, inflated", Grade::estimate},
          {"return_to_schooling", &p.return_to_schooling, "1", 0, 0.5, "log pay per school year",
           "5.3 to 6.8 % for migrants", Grade::estimate},
          {"return_to_skill", &p.return_to_skill, "1", 0, 0.5, "log pay per skill level", assumed},
          {"training_pay", &p.training_pay, "1", 0, 0.12,
           "log pay of a trade learnt in a course, in the sector it is of use in",
           "Card, Kluve and Weber 2018: near zero at first; China about 0.10, with selection",
           Grade::estimate},
          {"training_contact", &p.training_contact, "1", 0, 0.3,
           "more contacts of a seeker there, as a share", assumed},
          {"training_attention", &p.training_attention, "1", 0, 0.4,
           "more weight of the trained on the county's twin city, as a share", assumed},
          {"inertia_home", &p.inertia_home, "sigma", 0, 20, "bonus of staying at home when there",
           assumed},
          {"inertia_local", &p.inertia_local, "sigma", 0, 20, "bonus of staying in a local post",
           assumed},
          {"inertia_elsewhere", &p.inertia_elsewhere, "sigma", 0, 20, "bonus of staying elsewhere",
           assumed},
      });
}

void add_hazards(base::Fields& f, Parameters& p) {
  f.insert(
      f.end(),
      {
          {"reconsider", &p.reconsider, "1/month", 0, 1,
           "hazard of reconsidering where to work, prime age, mean over the year",
           "fixed: only its product with the choice is identified"},
          {"liquidity_gate", &p.liquidity_gate, "1", 0, 0.25,
           "share of formerly poor novices who cannot pay for the journey themselves",
           "between Bryan, Chowdhury and Mobarak 2014 (0.22) and the trial at scale of 2017 (0)",
           Grade::estimate},
          {"remote_share", &p.remote_share, "1", 0, 1, "share of searches made from home", assumed},
          {"quit_early", &p.quit_early, "1/month", 0, 1, "quits in the first six months of a post",
           "T5: a quarter of jobs last up to 7 months (2011 survey)", Grade::estimate},
          {"quit_late", &p.quit_late, "1/month", 0, 1, "quits after six months",
           "T5: half of jobs last up to 21 months (2011 survey)", Grade::estimate},
          {"layoff", &p.layoff, "1/month", 0, 1, "layoffs, also from local posts", assumed},
          {"quit_pay_elasticity", &p.quit_pay_elasticity, "1", 0, 20,
           "how quits fall with the firm's pay relative to its market", "quasi-experiments: 2 to 3",
           Grade::estimate},
          {"same_market_pull", &p.same_market_pull, "sigma", 0, 20,
           "pull of the same city and sector after a separation",
           "a one-market model, before the fit to T6", Grade::estimate},
          {"give_up", &p.give_up, "1/month", 0, 5, "hazard of giving up a search", assumed},
          {"contact_rate", &p.contact_rate, "1/month", 0, 20,
           "contacts of a seeker when vacancies equal seekers", "T10: half are matched in a month",
           Grade::assumption},
          {"contact_elasticity", &p.contact_elasticity, "1", 0, 1,
           "elasticity of contacts to tightness", "Petrongolo and Pissarides 2001", Grade::survey},
          {"vacancy_margin", &p.vacancy_margin, "1", 1, 3,
           "posts over workers in Zhejiang at the start", assumed},
          {"local_margin", &p.local_margin, "1", 1, 3,
           "posts over workers in the counties at the start", assumed},
          {"external_seekers", &p.external_seekers, "1", 0, 10,
           "seekers from other provinces per vacancy at the start",
           "set so that tightness is near 1.5 (T10)", Grade::estimate},
          {"wage_choice_scale", &p.wage_choice_scale, "CNY/month", 10, 100000,
           "how little pay guides applications within a market", assumed},
      });
}

void add_festival(base::Fields& f, Parameters& p) {
  f.insert(
      f.end(),
      {
          {"festival_home_value", &p.festival_home_value, "CNY", -100000, 100000,
           "net value of spending the festival at home",
           "set by hand before the fit to T7: 21 % stay in a normal year", Grade::estimate},
          {"festival_scale", &p.festival_scale, "CNY", 10, 100000, "scale of the festival shocks",
           "not identified; a festival costs one to two months' pay"},
          {"festival_child", &p.festival_child, "CNY", -100000, 100000,
           "extra value with a child at home", "stay survey 2021", Grade::estimate},
          {"festival_family", &p.festival_family, "CNY", -100000, 100000,
           "less value with the family in Zhejiang", "stay survey 2021: 63.8 against 53.0 % stay",
           Grade::survey},
          {"long_absence", &p.long_absence, "CNY", 0, 100000,
           "extra value after 13 months without a visit", assumed},
          {"restriction", &p.restriction, "CNY", 0, 100000, "travel restrictions, by year",
           "2021 set by hand before the fit to T8: 57 % stayed; 2020 and 2022 assumed",
           Grade::estimate},
          {"return_pull", &p.return_pull, "sigma", -20, 20,
           "pull of the held post after the festival, mean of the sectors",
           "a one-market model, before the fit to T9", Grade::estimate},
          {"other_post_pull", &p.other_post_pull, "sigma", -20, 20,
           "pull of other posts in Zhejiang on return", assumed},
          {"defer_share", &p.defer_share, "1", 0.01, 1,
           "share of the avoided non-return that is only deferred", "Qingming 2021; size assumed"},
          {"deferred_visit", &p.deferred_visit, "1/month", 0, 5,
           "hazard of a visit in the three months after staying", assumed},
          {"initial_zhejiang", &p.initial_zhejiang, "persons", 1, 1e8,
           "workers in Zhejiang when the run starts",
           "Zhejiang labour cooperation report, 2022-06-24: 1.774 million", Grade::official},
          {"initial_local", &p.initial_local, "persons", 0, 1e8,
           "workers in posts of their own county when the run starts", assumed},
          {"initial_searching", &p.initial_searching, "1", 0, 1,
           "share of the workers in Zhejiang who search when the run starts", assumed},
          {"entrants_per_year", &p.entrants_per_year, "1/year", 0, 0.2,
           "young people turning 16 a year, share of the labour force at the start",
           "assumed: about holds the labour force"},
          {"insured_share", &p.insured_share, "1", 0, 1, "workers with social insurance", assumed},
          {"remittance_share", &p.remittance_share, "1", 0, 1, "share of pay sent home", assumed},
      });
}

void add_optional(base::Fields& f, Parameters& p) {
  f.insert(
      f.end(),
      {
          {"nest_dissimilarity", &p.nest_dissimilarity, "1", 0.1, 1,
           "dissimilarity of the sectors of a city in a nested choice; 1 = no nests",
           "Liu, Zhuo and Wang 2020, table 4: 0.51 to 0.62 for onward migrants", Grade::survey},
          {"home_attachment_spread", &p.home_attachment_spread, "CNY/month", 0, 6000,
           "standard deviation of the workers' own value of being in their county", assumed},
          {"stay_attachment", &p.stay_attachment, "CNY/month", 0, 2000,
           "value of Zhejiang that grows over the first five years there",
           "city exits peak in years 3 and 4, which speaks against it"},
          {"liquidity_gate_others", &p.liquidity_gate_others, "1", 0, 0.25,
           "share of novices who are not formerly poor and cannot pay for the journey", assumed},
          {"pay_response", &p.pay_response, "1", 0, 0.1,
           "yearly response of log pay in a market to log tightness", assumed},
          {"home_response", &p.home_response, "1", 0, 0.2,
           "yearly response of log income at home to the share of the labour force away",
           "Akram, Chowdhury and Mobarak 2017: about 0.2", Grade::survey},
          {"rent_passthrough", &p.rent_passthrough, "1", 0, 0.5,
           "part of the rent subsidy per tenant of a city by which its rents rise", assumed},
          {"selective_share", &p.selective_share, "1", 0, 0.9,
           "share of the employers of Zhejiang that take no worker of 45 or more years or with "
           "less "
           "than junior schooling",
           assumed},
          {"contract_months", &p.contract_months, "month", 0, 120,
           "length of a contract in Zhejiang, 0 = without end", assumed},
          {"contract_renewal", &p.contract_renewal, "1", 0, 1,
           "share of the contracts that are renewed at their end", assumed},
          {"ample_posts", &p.ample_posts, "1", 0, 1,
           "1 = posts in Zhejiang never run out and tightness stays as at the start: what workers "
           "would do, whatever employers need",
           assumed},
          {"zhejiang_pay", &p.zhejiang_pay, "1", 0.2, 5,
           "factor on all pay in Zhejiang from the start of the run, to ask what pay does",
           assumed},
      });
}

}  // namespace

base::Fields fields_of(Parameters& parameters) {
  base::Fields fields;
  add_choice(fields, parameters);
  add_hazards(fields, parameters);
  add_festival(fields, parameters);
  add_optional(fields, parameters);
  return fields;
}

}  // namespace chuanzhe::behaviour
