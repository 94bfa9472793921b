"""Results as another program or a failing disk may leave them, and what is said of them."""
import shutil

import h5py
import numpy


def set_attribute(name, value):
    return lambda file: file.attrs.create(name, value, dtype=None if isinstance(value, str)
                                          else "int64")


def fill(name, value):
    def work(file):
        file[name][...] = value
    return work


def put(name, place, value):
    def work(file):
        file[name][place] = value
    return work


def shrink(name, by=1):
    def work(file):
        file[name].resize(file[name].shape[0] - by, axis=0)
    return work


def retype(name, kind):
    def work(file):
        values = file[name][...]
        del file[name]
        file.create_dataset(name, data=values.astype(kind))
    return work


def resize_to(name, length):
    """Another dataset of the name, so long and never written."""
    def work(file):
        kind = file[name].dtype
        del file[name]
        file.create_dataset(name, shape=(length,), dtype=kind, chunks=(min(length, 1024),))
    return work


def one_axis_too_few(file):
    axes = file["hires"].attrs["DIMENSION_LIST"][:1]
    references = h5py.special_dtype(vlen=h5py.special_dtype(ref=h5py.Reference))
    file["hires"].attrs.create("DIMENSION_LIST", axes, dtype=references)


def not_text(file):
    del file["county_name"]
    file.create_dataset("county_name", data=numpy.zeros(183))


def shorten(name):
    """The dataset without its last value."""
    def work(file):
        values = file[name][...]
        del file[name]
        file.create_dataset(name, data=values[:-1])
    return work


def long_link(file):
    file.create_group("x" * 1200)


def deep_groups(file):
    file.create_group("a/b/c/d/e/f")


def foreign_filter(file):
    file.create_dataset("odd", shape=(8,), dtype="int32", chunks=(8,), scaleoffset=3)


def virtual(file):
    layout = h5py.VirtualLayout(shape=(4,), dtype="int32")
    layout[:] = h5py.VirtualSource("other.h5", "x", shape=(4,))
    file.create_virtual_dataset("elsewhere", layout)


def soft_link(file):
    file["away"] = h5py.ExternalLink("other.h5", "/x")


# Damage to a result, and the words of the refusal
DAMAGE = [
    (long_link, "a link has too long a name"),
    (deep_groups, "groups are nested too deeply"),
    (foreign_filter, "'odd' uses a foreign filter"),
    (virtual, "'elsewhere' is virtual and would read other files"),
    (soft_link, "link 'away' leaves its place"),
    (set_attribute("format", "chuanzhe 99"), "use the program that wrote it"),
    (set_attribute("persons_per_agent", 0), "its agents stand for nobody"),
    (set_attribute("replicates", 0), "it has no replicates"),
    (set_attribute("replicates", numpy.array([1, 1])), "not one value"),
    (retype("hires", "float32"), "has another type than a result's"),
    (lambda file: (file.move("hires", "x"), file.move("status_stock", "hires")),
     "has not the extent"),
    (set_attribute("end", "2019-01"), "it ends before it starts"),
    (shorten("pay_index_local"), "the indices of pay do not cover the months"),
    (lambda file: file.__delitem__("sampled_count"),
     "it has no table of sampled workers (it was written by version"),
    (not_text, "'county_name' is not text"),
    (fill("event_count", -1), "'event_count' holds an impossible number"),
    (put("kind_type", 0, 250), "an event holds an impossible value"),
    (resize_to("county", 1 << 33), "'county' is too long"),
    (resize_to("county_longitude", 3), "does not cover it"),
    (resize_to("sampled_count", 2), "'sampled_count' does not cover the replicates"),
    (shrink("event_kind"), "has not as many events as 'event_count' says"),
    (shrink("kind_to"), "has not as many kinds as 'kind_type'"),
    (resize_to("kind_type", 1 << 23), "'kind_type' is no list of kinds of events"),
    (put("event_kind", 0, 1 << 20), "an event holds an impossible value"),
    (fill("sampled_count", -1), "holds an impossible number"),
    (put("sampled_county", 0, 250), "a sampled worker holds an impossible value"),
    (put("sampled_worker_step", slice(0, 40), 4_000_000_000), "a worker has an impossible number"),
    (shrink("sampled_county"), "it has not as many rows as are counted"),
    (put("payment_policy", 0, 9), "a payment names no policy"),
]


def check_damage(bench, base, policy):
    hurt = bench.folder / "hurt.h5"
    for damage, words in DAMAGE:
        shutil.copy(policy, hurt)
        with h5py.File(hurt, "r+") as file:
            damage(file)
        bench.bad(words, "compare", base, hurt)


def check_info(bench, policy):
    hurt = bench.folder / "hurt.h5"
    shutil.copy(policy, hurt)
    with h5py.File(hurt, "r+") as file:
        one_axis_too_few(file)
    bench.bad("their number is wrong", "info", hurt)
