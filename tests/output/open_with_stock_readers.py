#!/usr/bin/python3
"""Opens a result with readers that know nothing of us: h5py, xarray (h5netcdf), ncdump.

usage: open_with_stock_readers.py result.h5

Every variable must have units, a long name, and named dimensions with coordinates.
"""
import subprocess
import sys
import warnings

import h5py
import numpy
import xarray

# Dimensions without a coordinate.
PLAIN = {"event", "kind", "sampled_worker", "payment", "worker"}

ENGINES = ["h5netcdf"]
try:
    import netCDF4  # noqa: F401
    ENGINES.append("netcdf4")
except ImportError:
    print("netCDF4 is not installed: engine netcdf4 is not tried")


def check_h5py(path):
    with h5py.File(path, "r") as file:
        assert file.attrs["Conventions"] == "CF-1.8"
        assert file["provenance/resolved_yaml"].asstr()[()] is not None
        variables = {name: item for name, item in file.items() if isinstance(item, h5py.Dataset)}
        for name, dataset in variables.items():
            if name in PLAIN:
                continue
            assert dataset.attrs["units"] != "" and dataset.attrs["long_name"] != "", name
            if h5py.h5ds.is_scale(dataset.id):
                continue
            for axis in dataset.dims:
                assert len(axis) == 1 and axis[0].name.strip("/") in variables, name
            dataset[...]  # every chunk, checksums verified
        assert (file["event_kind"][...] < file["kind"].shape[0]).all()
        steps = file["event_worker_step"][...].astype(numpy.int64)
        assert int(file["event_count"][...].sum()) == len(steps) == file["event"].shape[0]
        assert int(file["sampled_count"][...].sum()) == file["sampled_worker"].shape[0]
        if "payment_count" in file:
            assert int(file["payment_count"][...].sum()) == file["payment"].shape[0]
        return set(variables) - PLAIN


def check_xarray(path, engine, expected):
    with xarray.open_dataset(path, engine=engine) as data:
        missing = expected - set(data.variables)
        assert not missing, (engine, missing)
        assert numpy.issubdtype(data["time"].dtype, numpy.datetime64), data["time"].dtype
        for name, variable in data.variables.items():
            assert not any(str(d).startswith("phony") for d in variable.dims), (engine, name)
            assert set(variable.dims) - PLAIN <= set(data.coords), (engine, name)
            assert "units" in variable.attrs or name == "time", (engine, name)
            variable.load()
        for name in ("sector", "status"):
            assert name not in data.coords or data[name].dtype.kind in "OU", (engine, name)


def check_ncdump(path, expected):
    header = subprocess.run(["ncdump", "-h", path], check=True, capture_output=True, text=True)
    for name in expected:
        assert f" {name}:units = " in header.stdout, name
    subprocess.run(["ncdump", "-v", "time,county", path], check=True, capture_output=True)


def main(path):
    warnings.simplefilter("error", category=xarray.SerializationWarning)
    expected = check_h5py(path)
    for engine in ENGINES:
        check_xarray(path, engine, expected)
    check_ncdump(path, expected)
    print(f"{path}: {len(expected)} variables read by h5py, xarray ({', '.join(ENGINES)}), ncdump")


if __name__ == "__main__":
    main(sys.argv[1])
