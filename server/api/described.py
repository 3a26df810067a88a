"""What can be asked, as OpenAPI 3.1: https://spec.openapis.org/oas/v3.1.0."""

from __future__ import annotations

from typing import Any, Final

from sim.play.enough import MOST
from words.catalogue import words

VERSION: Final = "1"
_PLAN: Final = {
    "type": "object",
    "description": "A plan in the shape of a scenario file; the Plan page saves one as TOML.",
    "required": ["inputs"],
    "properties": {"name": {"type": "string"}, "inputs": {"type": "object"}},
}
_OPTIONS: Final[dict[str, dict[str, Any]]] = {
    "trials": {"type": "integer", "maximum": MOST},
    "seed": {"type": "integer", "minimum": 0},
    "chance": {"type": "number", "minimum": 1, "maximum": 99, "default": 70},
    "cost_of_person": {"type": "number", "minimum": 0},
    "within": {"type": "number", "minimum": 0},
    "saved": {"type": "number", "minimum": 0, "maximum": 100},
    "people": {"type": "number", "minimum": 0},
    "beyond": {"type": "number", "minimum": 0},
    "more": {"type": "number", "minimum": 0},
    "on": {"type": "string", "format": "date"},
    "budget": {"type": "number"},
    "together": {"type": "number", "minimum": 0, "maximum": 1},
    "sheet": {"type": "string"},
    "currency": {"type": "string"},
}
_SENT: Final = {
    "evaluate": {
        "type": "object",
        "required": ["plan", "records"],
        "properties": {
            "plan": {"$ref": "#/components/schemas/Plan"},
            "records": {"type": "array", "minItems": 1, "items": {"type": "object"}},
        },
    },
    "year": {
        "type": "object",
        "required": ["plans"],
        "properties": {
            "plans": {
                "type": "object",
                "additionalProperties": {"$ref": "#/components/schemas/Plan"},
            }
        },
    },
}
_REFUSED: Final = {
    "400": "What was sent is neither JSON nor TOML",
    "401": "No token, or none that is known",
    "413": "Too much was sent",
    "422": "The plan, or how it is asked about, is not what is allowed",
    "429": "Too many requests a minute",
    "503": "Too many others are waiting, or the server cannot read its settings",
}


def description(base: str) -> dict[str, Any]:
    """The document; `base` stands before every path."""
    from server.api.answers import ASKED

    told = {
        f"/api/v1/{word}": {"post": _operation(word, options)} for word, options in ASKED.items()
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Quitte", "version": VERSION, "summary": words("en")("menu.question")},
        "servers": [{"url": base or "/"}],
        "paths": told,
        "components": {
            "schemas": {"Plan": _PLAN, "Problem": _problem()},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    }


def _operation(word: str, options: tuple[str, ...]) -> dict[str, Any]:
    answer = {"application/json": {"schema": {"type": "object"}}}
    problem = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    refused = {status: {"description": why, "content": problem} for status, why in _REFUSED.items()}
    return {
        "operationId": word,
        "summary": _about(word),
        "parameters": [{"name": name, "in": "query", "schema": _OPTIONS[name]} for name in options],
        "requestBody": {"required": True, "content": _sent(word)},
        "responses": {"200": {"description": "The answer", "content": answer}, **refused},
    }


def _sent(word: str) -> dict[str, Any]:
    """What is sent, by its kind: a plan in most cases."""
    if word == "leads":
        return {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    plan = {"$ref": "#/components/schemas/Plan"}
    return {
        "application/json": {"schema": _SENT.get(word, plan)},
        "application/toml": {"schema": {"type": "string"}},
    }


def _about(word: str) -> str:
    """In English, as everything that is written for programs."""
    w = words("en")
    return w("api.forecast") if word == "forecast" else w(f"console.questions.{word}")


def _problem() -> dict[str, Any]:
    """One sentence in the language that was asked for, and where in the plan it is wrong."""
    parts = ("error", "code", "place")
    return {"type": "object", "properties": {part: {"type": "string"} for part in parts}}
