# The Debian packages that building, testing and the quickstart need. Sourced; installs what is missing.
build_packages="g++ cmake ninja-build pkg-config libsodium-dev libbotan-2-dev libssl-dev libsqlite3-dev
    libprotobuf-dev protobuf-compiler libqrencode-dev libzbar-dev libcairo2-dev libpango1.0-dev libcli11-dev libfmt-dev
    libtomlplusplus-dev nlohmann-json3-dev python3"
tool_packages="age zbar-tools openssh-client poppler-utils"
test_packages="catch2 fonts-dejavu-core fonts-noto-core zlib1g-dev clang clang-tidy clang-format libclang-rt-14-dev valgrind strace tmux python3-pil postgresql cups-daemon cups-client nodejs npm"

# install_missing PACKAGE...: quiet and quick when nothing is missing
install_missing() {
    local missing=() package
    for package in "$@"; do
        # a tool that came another way (node, for one) need not come as a package too
        case $package in nodejs) command -v node >/dev/null && continue ;; npm) command -v npm >/dev/null && continue ;; esac
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    local as_root=()
    [ "$(id -u)" = 0 ] || as_root=(sudo)
    printf '== installing %s\n' "${missing[*]}"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}
