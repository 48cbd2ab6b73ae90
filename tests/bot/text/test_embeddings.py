"""A sentence model of the host's: refused clearly where it is not there, and themes by meaning where it is.

The model here is a tiny one, made for this test: eight words, two of which mean the same as two others.
"""

from __future__ import annotations

import sys
from base64 import b64decode
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from bot.offline import open_house
from bot.text.crowds import group_crowd
from bot.text.embeddings import middled, open_embeddings
from bot.text.model import LIBRARIES, EmbeddingsNotInstalled, ModelMissing, ModelUnreadable, check_model
from config.settings import Settings

TINY = b64decode(
    "CAkSADqQAgosCgRyb3dzCglpbnB1dF9pZHMSEWxhc3RfaGlkZGVuX3N0YXRlIgZHYXRoZXISBHRpbnkqjwEICAgEEA"
    "FCBHJvd3NKgAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAgD8AAAAAAAAAAAAAAAAAAIA/AAAAAAAA"
    "AAAAAAAAAAAAAAAAgD8AAAAAAAAAAAAAAAAAAIA/AAAAAAAAAAAAAAAAAAAAAAAAgD8AAAAAAAAAAAAAAAAAAAAAAA"
    "CAP1odCglpbnB1dF9pZHMSEAoOCAcSCgoDEgFiCgMSAXNiKQoRbGFzdF9oaWRkZW5fc3RhdGUSFAoSCAESDgoDEgFi"
    "CgMSAXMKAggEQgQKABAR"
)
WORDS = ("[PAD]", "[UNK]", "bus", "coach", "late", "delayed", "gym", "roof")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the tiny model, as a host would keep a real one."""
    tokenizers = pytest.importorskip("tokenizers", reason="the extra staffroom[embeddings] is not installed")
    pytest.importorskip("onnxruntime", reason="the extra staffroom[embeddings] is not installed")
    made = tokenizers.Tokenizer(
        tokenizers.models.WordLevel({word: place for place, word in enumerate(WORDS)}, unk_token="[UNK]")
    )
    made.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    made.save(str(tmp_path / "tokenizer.json"))
    (tmp_path / "model.onnx").write_bytes(TINY)
    return tmp_path


async def test_without_the_extra_or_without_a_model_the_house_does_not_open(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path / "d", keys_dir=tmp_path / "k", embeddings_dir=tmp_path)
    with pytest.raises((EmbeddingsNotInstalled, ModelMissing)) as refused:
        async with open_house(settings):
            pass
    assert "STAFFROOM_EMBEDDINGS_DIR" in str(refused.value)
    assert not (tmp_path / "d").exists()


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_missing_library_is_named(library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in LIBRARIES:  # Python's own way of saying that a module is there, or is not
        there = ModuleType(name)
        there.__spec__ = ModuleSpec(name, None)
        monkeypatch.setitem(sys.modules, name, None if name == library else there)
    with pytest.raises(EmbeddingsNotInstalled, match=library):
        check_model(tmp_path)


def test_texts_that_mean_the_same_stand_close_and_padding_changes_nothing(folder: Path) -> None:
    rows = open_embeddings(folder).rows(["bus late", "coach delayed", "gym roof", "", "gym roof gym roof gym roof"])
    assert rows[0] @ rows[1] == pytest.approx(1)
    assert rows[0] @ rows[2] == pytest.approx(0)
    assert rows[2] @ rows[4] == pytest.approx(1)
    assert not rows[3].any()
    assert open_embeddings(folder).rows([]).shape[0] == 0


def test_themes_are_found_by_meaning_where_no_word_is_shared(folder: Path) -> None:
    texts = ["bus late", "coach delayed", "gym roof", "roof gym", "🙂"]
    assert group_crowd(texts, model=folder) == [[0, 1], [2, 3], [4]]
    assert group_crowd(texts) != [[0, 1], [2, 3], [4]]
    assert group_crowd(texts, model=folder, exact_up_to=0)[0] == [0, 1]


def test_files_that_are_no_model_are_refused(folder: Path) -> None:
    (folder / "model.onnx").write_bytes(b"no model")
    with pytest.raises(ModelUnreadable, match="can't be read"):
        open_embeddings(folder)


def test_the_common_middle_tells_nothing_apart() -> None:
    rows = np.eye(30, dtype=np.float32) + 5
    away = middled(rows / np.linalg.norm(rows, axis=1, keepdims=True))
    assert abs(float(away[0] @ away[1])) < 0.1
