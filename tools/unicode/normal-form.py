"""Writes src/Stoa.Language/Functions/NormalForm.Data.cs from the Unicode data that Python carries: python3 tools/unicode/normal-form.py"""

import pathlib
import sys
import unicodedata

OUT = pathlib.Path(__file__).parents[2] / "src/Stoa.Language/Functions/NormalForm.Data.cs"


def rows(numbers, width):
    for i in range(0, len(numbers), width):
        yield "        " + ", ".join(numbers[i : i + width]) + ","


decompositions, classes = [], []
for c in range(sys.maxunicode + 1):
    if 0xAC00 <= c <= 0xD7A3:
        continue
    text = unicodedata.decomposition(chr(c))
    if text and not text.startswith("<"):
        parts = [int(p, 16) for p in text.split()]
        composes = len(parts) == 2 and unicodedata.normalize("NFC", "".join(map(chr, parts))) == chr(c)
        decompositions += [f"0x{c:X}" if composes else f"-0x{c:X}", f"0x{parts[0]:X}", f"0x{parts[1]:X}" if len(parts) == 2 else "0"]
    order = unicodedata.combining(chr(c))
    if order:
        if classes and classes[-1][1] == c - 1 and classes[-1][2] == order:
            classes[-1][1] = c
        else:
            classes.append([c, c, order])

lines = [
    "namespace Stoa.Language.Functions;",
    "",
    f"/// <summary>The facts of Unicode {unicodedata.unidata_version} that composing needs, written by tools/unicode/normal-form.py.</summary>",
    "public static partial class NormalForm",
    "{",
    "    /// <summary>",
    "    /// In threes: a character and the one or two that it stands for (0 where it is one); negative where they are not put together again.",
    "    /// </summary>",
    "    private static ReadOnlySpan<int> Decompositions =>",
    "    [",
    *rows(decompositions, 12),
    "    ];",
    "",
    "    /// <summary>In threes: the first and last of a run of marks, and their combining class.</summary>",
    "    private static ReadOnlySpan<int> CombiningClasses =>",
    "    [",
    *rows([n for first, last, order in classes for n in (f"0x{first:X}", f"0x{last:X}", str(order))], 12),
    "    ];",
    "}",
    "",
]
OUT.write_text("\n".join(lines))
