# Debian 12 packages of the project, in one place. `install_packages NAME...` installs what is
# missing; when nothing is missing it does nothing and asks no network.
build_packages=(g++ cmake ninja-build pkg-config git ca-certificates
  libboost-program-options-dev libboost-random-dev libboost-math-dev librandom123-dev
  libhdf5-dev libyaml-cpp-dev
  libfmt-dev nlohmann-json3-dev libssl-dev libdeflate-dev catch2)
script_packages=(python3 python3-numpy python3-h5py python3-matplotlib python3-yaml)
test_packages=(clang clang-format python3-jsonschema python3-h5netcdf python3-xarray netcdf-bin
  hdf5-tools
  chromium fonts-noto-cjk
  libopenmpi-dev openmpi-bin slurmctld slurmd slurm-client munge)
fuzz_packages=(clang libclang-rt-14-dev)

install_packages() {
  local missing=()
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' ||
      missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  echo "installing: ${missing[*]}" >&2
  local as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update -q >&2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q --no-install-recommends "${missing[@]}" >&2
}
