"""Several analyses of one file, as where the configuration wants further models of it built."""

from __future__ import annotations

from dataclasses import replace

from cnnlint.analysis.result import FileAnalysis


def together(first: FileAnalysis, second: FileAnalysis) -> FileAnalysis:
    """Two analyses of one file as one: what both have met is said once."""
    known = {(fact.kind, fact.at, fact.words) for fact in first.facts}
    pairs = list(zip(first.facts, first.fact_models, strict=True))
    for fact, model in zip(second.facts, second.fact_models, strict=True):
        if (fact.kind, fact.at, fact.words) not in known:
            pairs.append((fact, model))
    pairs.sort(key=lambda pair: (pair[0].at.path, pair[0].at.line, pair[0].at.column))
    return replace(
        first,
        models=(*first.models, *second.models),
        facts=tuple(fact for fact, _ in pairs),
        fact_models=tuple(model for _, model in pairs),
        unresolved=tuple(dict.fromkeys((*first.unresolved, *second.unresolved))),
    )
