"""The mistakes that are made, one at a time: what each piece of code becomes when it is slightly wrong."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
CALCULATED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitOr,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.MatMult: ast.Mult,
}


def mistakes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Yield what may stand wrongly in a node's place, each with the name of the mistake."""
    for kind, make in _MAKERS:
        if isinstance(node, kind):
            yield from make(node)


def _compared(node: ast.Compare) -> Iterator[tuple[str, ast.AST]]:
    for place, operator in enumerate(node.ops):
        for other in COMPARED[type(operator)]:
            ops = [other() if each == place else kept for each, kept in enumerate(node.ops)]
            yield "comparison", ast.Compare(left=node.left, ops=ops, comparators=node.comparators)


def _combined(node: ast.BoolOp) -> Iterator[tuple[str, ast.AST]]:
    yield "and/or", ast.BoolOp(op=ast.Or() if isinstance(node.op, ast.And) else ast.And(), values=node.values)


def _calculated(node: ast.BinOp) -> Iterator[tuple[str, ast.AST]]:
    if not any(_is_text(side) for side in (node.left, node.right)):  # words cannot be subtracted: no mistake, a crash
        yield "arithmetic", ast.BinOp(left=node.left, op=CALCULATED[type(node.op)](), right=node.right)


def _added(node: ast.AugAssign) -> Iterator[tuple[str, ast.AST]]:
    yield "left out", ast.Pass()
    yield "arithmetic", ast.AugAssign(target=node.target, op=CALCULATED[type(node.op)](), value=node.value)


def _unary(node: ast.UnaryOp) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node.op, ast.Not | ast.USub):
        yield "not/minus left out", node.operand


def _constant(node: ast.Constant) -> Iterator[tuple[str, ast.AST]]:
    value = node.value
    if isinstance(value, bool):
        yield "constant", ast.Constant(not value)
    elif isinstance(value, int | float):
        yield "constant", ast.Constant(value + 1)
        yield "constant", ast.Constant(value - 1)
    elif isinstance(value, str):
        yield "constant", ast.Constant(f"XX{value}")


def _condition(node: ast.If | ast.While | ast.IfExp) -> Iterator[tuple[str, ast.AST]]:
    if is_plain(node.test):
        return  # its own mistakes say the same
    fields = {name: getattr(node, name) for name in node._fields}
    yield "condition", type(node)(**{**fields, "test": _not(node.test)})


def _filter(node: ast.comprehension) -> Iterator[tuple[str, ast.AST]]:
    for place, condition in enumerate(node.ifs):
        ifs = [kept for each, kept in enumerate(node.ifs) if each != place]
        yield "filter left out", _loop(node, ifs)
        if not is_plain(condition):
            yield "condition", _loop(node, [*ifs, _not(condition)])


def _loop(node: ast.comprehension, ifs: list[ast.expr]) -> ast.comprehension:
    return ast.comprehension(target=node.target, iter=node.iter, ifs=ifs, is_async=node.is_async)


def _returned(node: ast.Return) -> Iterator[tuple[str, ast.AST]]:
    if node.value is not None and not (isinstance(node.value, ast.Constant) and node.value.value is None):
        yield "return nothing", ast.Return(value=ast.Constant(None))


def _left_out(_: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    yield "left out", ast.Pass()


def _assigned(node: ast.Assign) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node.targets[0], ast.Attribute | ast.Subscript):  # a name left out is a crash
        yield "left out", ast.Pass()


def _ended(node: ast.Break | ast.Continue) -> Iterator[tuple[str, ast.AST]]:
    yield "break/continue", ast.Continue() if isinstance(node, ast.Break) else ast.Break()


def is_plain(test: ast.expr) -> bool:
    """Tell whether turning a condition round is one of its own mistakes already."""
    compared = isinstance(test, ast.Compare) and len(test.ops) == 1
    return compared or (isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not))


def _not(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(op=ast.Not(), operand=test)


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


_MAKERS: tuple[tuple[type[ast.AST] | tuple[type[ast.AST], ...], Callable[..., Iterator[tuple[str, ast.AST]]]], ...] = (
    (ast.Compare, _compared),
    (ast.BoolOp, _combined),
    (ast.BinOp, _calculated),
    (ast.AugAssign, _added),
    (ast.UnaryOp, _unary),
    (ast.Constant, _constant),
    ((ast.If, ast.While, ast.IfExp), _condition),
    (ast.comprehension, _filter),
    (ast.Return, _returned),
    ((ast.Expr, ast.Raise, ast.Delete), _left_out),
    (ast.Assign, _assigned),
    ((ast.Break, ast.Continue), _ended),
)
