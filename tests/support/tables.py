"""Tables that tests make themselves."""

ROWS = 240


def small_table(rows: int = ROWS) -> bytes:
    """A table with a learnable two-class target, a number, a category and missing values."""
    lines = ["age,colour,income,bought"]
    for row in range(rows):
        age = 20 + row * 7 % 50
        colour = ("red", "green", "blue")[row % 3]
        income = "" if row % 11 == 0 else str(1000 + row * 37 % 900)
        bought = "yes" if age + 10 * (colour == "red") > 45 else "no"
        lines.append(f"{age},{colour},{income},{bought}")
    return "\n".join(lines).encode()
