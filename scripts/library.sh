# To be sourced: test libraries and judges, by the scripts in CONFORMANCE_DIR.

# Sets `python` to an interpreter that has the packages of these scripts, in a folder of its own.
install_python() {
  python3 -m venv "$1"
  python=$1/bin/python
  "$python" -m pip install --quiet --disable-pip-version-check -r "$CONFORMANCE_DIR/requirements.txt"
}

# make_library FOLDER OPTIONS...
make_library() {
  "$python" "$CONFORMANCE_DIR/make_library.py" "$@"
}
