"""What a curator gets to read."""

from hypothesis import given
from hypothesis import strategies as st

from corridor_data.findings import DataError, Finding, did_you_mean, report


def test_a_finding_is_a_line_of_file_line_column_problem_and_cure():
    finding = Finding("trade.csv", 881, "period_end", "x", "2024-03-20 is not the last day", "Is `calendar` right?")
    assert str(finding) == "trade.csv:881 [period_end] 2024-03-20 is not the last day. Is `calendar` right?"


def test_a_finding_about_a_whole_file_has_no_line_and_no_column():
    assert str(Finding("trade.csv", 0, "", "x", "the file does not exist")) == "trade.csv the file does not exist."


def test_all_findings_come_at_once_in_the_order_of_file_and_line():
    error = DataError(
        [
            Finding("b.csv", 2, "", "x", "two"),
            Finding("a.csv", 10, "", "x", "ten"),
            Finding("a.csv", 9, "", "x", "nine"),
        ]
    )
    assert str(error).splitlines() == ["3 faults in the tables", "a.csv:9 nine.", "a.csv:10 ten.", "b.csv:2 two."]


def test_one_fault_is_counted_in_the_singular():
    assert report([Finding("a.csv", 9, "", "x", "nine")]).startswith("1 fault in")


@given(st.text(min_size=1), st.lists(st.text(), max_size=5))
def test_a_suggestion_is_always_a_known_word(value, known):
    suggestion = did_you_mean(value, known)
    assert suggestion == "" or any(suggestion == f"Did you mean {word!r}?" for word in known)
