"""The rules in their order: added, changed, moved, removed."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from affiliate_desktop.core.changes import Changes, Kind
from affiliate_desktop.gui.attribution.rows import Names, load_rules, rule_columns
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.parts import EmptyState, button, column, label, row
from affiliate_desktop.gui.table_view import RecordTable, TableArea
from affiliate_desktop.gui.tables import RecordModel
from affiliate_desktop.ledger.attribution_model import Rule


class RulesTab(QWidget):
    """The list of rules.

    Signals:
        rule_wanted(object): edit this rule, or make one like it where it has no id.
        counted(int): how many rules there are.
    """

    rule_wanted = Signal(object)
    counted = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._wanted = 0
        nobody = Names({}, {}, {}, {}, {}, {})
        self.model: RecordModel[Rule] = RecordModel(rule_columns(nobody, context.formats), _key)
        self.table: RecordTable[Rule] = RecordTable(
            self.model, context.theme, "rules", self.tr("Rules"), ("position", False)
        )
        self.table.activated_record.connect(self._edit_this)
        self.table.selection_moved.connect(self._selection)
        self.table.offer(self.tr("Remove the rule"), self._remove, "Del")
        empty = EmptyState(
            context.theme,
            "filter",
            self.tr("No rules yet"),
            self.tr("A rule says which campaign or link earnings belong to when their rows carry no click reference."),
            self.tr("Add a rule"),
            self._add,
            may=not self.context.read_only,
        )
        self.area = TableArea(self.table, empty)
        theme = context.theme
        self.add_button = button(self.tr("Add…"), self._add, kind="primary", icon="plus", theme=theme)
        self.edit_button = button(self.tr("Edit…"), self._edit, icon="edit", theme=theme)
        self.up_button = button(self.tr("Up"), self._up, icon="chevron-up", theme=theme)
        self.down_button = button(self.tr("Down"), self._down, icon="chevron-down", theme=theme)
        self.remove_button = button(self.tr("Remove"), self._remove, icon="trash", theme=theme)
        text = self.tr("The first rule that fits holds. What you said of a row or a sub-id comes before every rule.")
        buttons = row(self.up_button, self.down_button, self.edit_button, self.remove_button, 1, self.add_button)
        layout = column(label(text, "muted", wrap=True), spacing=12)
        layout.setContentsMargins(0, 14, 0, 0)
        layout.addWidget(self.area, 1)
        layout.addLayout(buttons)
        self.setLayout(layout)
        context.changed.connect(self._look)
        self.refresh()

    def refresh(self) -> None:
        """Asks for the rules."""
        self.context.jobs.read(partial(load_rules, self.context.app), self._show)

    @Slot(object)
    def _look(self, changes: Changes) -> None:
        if changes.touches(Kind.ATTRIBUTION, Kind.CAMPAIGN, Kind.LINK, Kind.PROGRAM, Kind.ACCOUNT):
            self.refresh()

    @Slot(object)
    def _show(self, loaded: tuple[tuple[Rule, ...], Names]) -> None:
        rules, names = loaded
        self.model.columns = tuple(rule_columns(names, self.context.formats))
        self.model.show_records(rules)
        self.counted.emit(len(rules))
        if self._wanted:
            self.table.select(self._wanted)
            self._wanted = 0
        self._selection()

    @Slot()
    def _selection(self) -> None:
        chosen = self.table.current()
        usable = chosen is not None and not self.context.read_only
        self.add_button.setEnabled(not self.context.read_only)
        self.edit_button.setEnabled(usable)
        self.remove_button.setEnabled(usable)
        self.up_button.setEnabled(usable and chosen is not None and chosen.position > 1)
        self.down_button.setEnabled(usable and chosen is not None and chosen.position < self.model.rowCount())

    @Slot()
    def _add(self) -> None:
        self.rule_wanted.emit(Rule())

    @Slot()
    def _edit(self) -> None:
        chosen = self.table.current()
        if chosen is not None:
            self.rule_wanted.emit(chosen)

    @Slot(object)
    def _edit_this(self, rule: Rule) -> None:
        self.rule_wanted.emit(rule)

    @Slot()
    def _up(self) -> None:
        self._move(-1)

    @Slot()
    def _down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        chosen = self.table.current()
        if chosen is not None:
            self._wanted = chosen.id
            work = partial(self.context.app.attributions.move_rule, chosen.id, chosen.position + step)
            self.context.jobs.write(work)

    @Slot()
    def _remove(self) -> None:
        chosen = self.table.current()
        if chosen is not None and not self.context.read_only:
            work = partial(self.context.app.attributions.remove_rule, chosen.id)
            self.context.jobs.write(work, said=self.tr("Rule removed"), undoable=True)


def _key(rule: Rule) -> int:
    return rule.id
