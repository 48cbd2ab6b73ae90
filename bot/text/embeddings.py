"""Sentence embeddings, where a host wants them: a model in a folder of the host's, run here and nowhere else.

The folder holds `model.onnx` and `tokenizer.json`, as sentence-transformers' models are published for ONNX.
`onnxruntime` runs the one and `tokenizers` reads the other (`pip install "staffroom[embeddings]"`); neither is given
anything but these two files, so nothing is fetched: a model that is not there is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from bot.text.model import MODEL, TOKENIZER, ModelUnreadable, check_model
from bot.text.space import Rows, unit

MOST_TOKENS = 256  # what such models were trained on; issues are shorter
AT_ONCE = 64
MIDDLED_FROM = 20  # texts: fewer have no middle worth speaking of


@cache
def open_embeddings(folder: Path) -> Embeddings:
    """Return the model of a folder, read once a process; raises what `check_model` raises, or `ModelUnreadable`."""
    check_model(folder)
    import onnxruntime  # noqa: PLC0415 -- of an optional extra, and slow to load
    from tokenizers import Tokenizer  # noqa: PLC0415 -- the same

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # as the rest of the worker: the machine is others' too
    try:
        session = onnxruntime.InferenceSession(str(folder / MODEL), options, providers=["CPUExecutionProvider"])
        tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        tokenizer.enable_truncation(MOST_TOKENS)
        tokenizer.enable_padding()
        found = Embeddings(session, tokenizer)
        found.rows(["a text"])
    except Exception as error:  # both libraries raise bare exceptions of their own
        raise ModelUnreadable(str(folder)) from error
    return found


class Embeddings:
    """A sentence model (`bot.text.space.Space`): the mean of its tokens' rows, of unit length."""

    def __init__(self, session: Any, tokenizer: Any) -> None:  # noqa: ANN401 -- of libraries that may be missing
        self._session, self._tokenizer = session, tokenizer
        self._wants = {each.name for each in session.get_inputs()}

    def rows(self, texts: Sequence[str]) -> Rows:
        """Return one row per text; an empty text is a row of zeros. The same text gives very nearly the same row."""
        found = [self._some(texts[start : start + AT_ONCE]) for start in range(0, len(texts), AT_ONCE)]
        rows = np.vstack(found) if found else np.zeros((0, 1), dtype=np.float32)
        rows[[place for place, text in enumerate(texts) if not text.strip()]] = 0
        return unit(rows)

    def _some(self, texts: Sequence[str]) -> Rows:
        read = self._tokenizer.encode_batch(list(texts))
        given = {
            "input_ids": np.array([each.ids for each in read], dtype=np.int64),
            "attention_mask": np.array([each.attention_mask for each in read], dtype=np.int64),
            "token_type_ids": np.array([each.type_ids for each in read], dtype=np.int64),
        }
        out = self._session.run(None, {name: given[name] for name in self._wants})[0]
        if out.ndim == 2:  # the model has taken the mean itself
            return np.asarray(out, dtype=np.float32)
        mask = given["attention_mask"][..., None].astype(np.float32)
        return np.asarray((out * mask).sum(axis=1) / mask.sum(axis=1).clip(1), dtype=np.float32)


def middled(rows: Rows) -> Rows:
    """Return rows seen from their common middle: what all texts of a network share tells none of them apart."""
    if len(rows) < MIDDLED_FROM:
        return rows
    is_known = np.asarray(rows.any(axis=1))
    middle = rows.sum(axis=0) / max(1, int(np.count_nonzero(is_known)))
    return unit(np.where(is_known.reshape(-1, 1), rows - middle, 0))
