"""The model file of docs/model-format.md: a safetensors container with our metadata and digest."""

import json
import os
import struct
from pathlib import Path

import blake3
import numpy as np

_DTYPES = {"I8": np.int8, "F32": np.float32}
_NAMES = {np.dtype(np.int8): "I8", np.dtype(np.float32): "F32"}


def write(path: Path, tensors: dict[str, np.ndarray], meta: dict) -> str:
    """Writes atomically, f32 tensors before i8 so that all are aligned; returns the digest."""
    order = sorted(tensors, key=lambda name: (tensors[name].dtype != np.float32, name))
    entries, data = {}, bytearray()
    for name in order:
        array = np.ascontiguousarray(tensors[name])
        start = len(data)
        data += array.tobytes()
        entries[name] = {
            "dtype": _NAMES[array.dtype], "shape": list(array.shape), "data_offsets": [start, len(data)],
        }  # fmt: skip
    digest = blake3.blake3(bytes(data)).hexdigest()
    registan = json.dumps(meta | {"digest": digest}, ensure_ascii=False, separators=(",", ":"))
    header = json.dumps({"__metadata__": {"registan": registan}} | entries, ensure_ascii=False).encode()
    header += b" " * (-len(header) % 8)
    temporary = path.with_name(path.name + ".tmp")
    with open(temporary, "wb") as handle:
        handle.write(struct.pack("<Q", len(header)))
        handle.write(header)
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())
    temporary.rename(path)
    return digest


def read(path: Path) -> tuple[dict[str, np.ndarray], dict]:
    """Tensors and metadata; the digest is checked."""
    raw = path.read_bytes()
    (size,) = struct.unpack_from("<Q", raw)
    header = json.loads(raw[8 : 8 + size])
    data = raw[8 + size :]
    meta = json.loads(header.pop("__metadata__")["registan"])
    if blake3.blake3(data).hexdigest() != meta["digest"]:
        raise ValueError(f"{path}: the digest does not fit the data")
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        tensors[name] = np.frombuffer(data[start:end], _DTYPES[entry["dtype"]]).reshape(entry["shape"])
    return tensors, meta
