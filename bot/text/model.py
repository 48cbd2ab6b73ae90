"""Whether a sentence model can be used: its libraries are installed, and its two files are in the host's folder."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import ClassVar

from bot.errors import Refusal
from config.texts import N_

MODEL, TOKENIZER = "model.onnx", "tokenizer.json"
LIBRARIES = ("onnxruntime", "tokenizers")


@dataclass
class EmbeddingsNotInstalled(Refusal):
    """The libraries of the extra are missing."""

    library: str
    says: ClassVar[str] = N_(
        'Embeddings need {library}, which is not installed. Run: pip install "staffroom[embeddings]", or leave '
        "STAFFROOM_EMBEDDINGS_DIR empty: themes are found without it."
    )


@dataclass
class ModelMissing(Refusal):
    """The folder does not hold a model."""

    folder: str
    file: str
    says: ClassVar[str] = N_(
        "There is no {file} in {folder}. Put a sentence-transformers model there as ONNX ({file} is one of its two "
        "files; nothing is fetched by itself), or leave STAFFROOM_EMBEDDINGS_DIR empty."
    )


@dataclass
class ModelUnreadable(Refusal):
    """The files are there and are no model."""

    folder: str
    says: ClassVar[str] = N_(
        "The model in {folder} can't be read. It has to take input_ids and give one row for each token or "
        "each text. Choose one of sentence-transformers, as ONNX."
    )


def check_model(folder: Path) -> None:
    """Check that embeddings can be used; raises `EmbeddingsNotInstalled` or `ModelMissing`."""
    for library in LIBRARIES:
        if find_spec(library) is None:
            raise EmbeddingsNotInstalled(library)
    for file in (MODEL, TOKENIZER):
        if not (folder / file).is_file():
            raise ModelMissing(str(folder), file)
