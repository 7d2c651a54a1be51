"""The user's accounts at networks, the programs within them, and tracking ids."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Connection

from affiliate_desktop.core.changes import Done
from affiliate_desktop.core.names import ids_named, same_name, visible
from affiliate_desktop.core.problems import BadInput, Failed, NotFound
from affiliate_desktop.programs import store
from affiliate_desktop.programs.catalog import NetworkCatalog
from affiliate_desktop.programs.membership import checked_account, checked_program, checked_tracking_id
from affiliate_desktop.programs.model import Account, Program, TrackingId
from affiliate_desktop.workspace import schema
from affiliate_desktop.workspace.file import Workspace


class Programs:
    """Use cases on accounts, programs and tracking ids. Every write can be undone."""

    def __init__(self, workspace: Workspace, catalog: NetworkCatalog | None = None) -> None:
        self._workspace = workspace
        self._catalog = catalog or NetworkCatalog()

    @property
    def network_catalog(self) -> NetworkCatalog:
        """The networks that are known."""
        return self._catalog

    # --- accounts

    def accounts(self, archived: bool = False) -> tuple[Account, ...]:  # noqa: FBT001, FBT002 - agreed signature
        """The accounts by name; with ``archived`` also the archived ones."""
        with self._workspace.read() as connection:
            found = store.accounts(connection)
        return tuple(account for account in found if archived or not account.archived)

    def account(self, ref: int | str) -> Account:
        """The account with this id or name.

        Raises:
            NotFound: when there is none.
        """
        with self._workspace.read() as connection:
            found = store.accounts(connection)
        keys = ids_named(ref, ((account.id, account.name) for account in found))
        if len(keys) != 1:
            raise _no_account(ref, found)
        return next(account for account in found if account.id == keys[0])

    def add_account(self, account: Account) -> Done[Account]:
        """Adds an account, and its program where the network has only one.

        Raises:
            BadInput: when the name is taken or a value can't be used.
        """
        network = self._catalog.get(account.network)
        account = checked_account(account, network)
        with self._workspace.edit("Add account “{name}”", name=account.name) as edit:
            _refuse_taken_account(edit.connection, account)
            values = store.account_values(account) | {"created_at": self._now()}
            key = edit.insert(schema.account, values)
            if network.single_program:
                edit.insert(schema.program, store.program_values(Program(account_id=key, name=network.name)))
        return Done(replace(account, id=key), edit.changes)

    def edit_account(self, account: Account) -> Done[Account]:
        """Changes an account; its network stays.

        Raises:
            BadInput: when the name is taken or a value can't be used.
            Failed: when the account was removed elsewhere.
        """
        with self._workspace.edit("Edit account “{name}”", name=account.name) as edit:
            before = store.account(edit.connection, account.id)
            if before is None:
                raise _gone()
            if account.network != before.network:
                raise BadInput(
                    "network_fixed",
                    "An account stays at its network. Add another account for {network}.",
                    network=self._catalog.get(account.network).name,
                )
            account = checked_account(account, self._catalog.get(account.network))
            _refuse_taken_account(edit.connection, account)
            edit.update(schema.account, account.id, store.account_values(account))
        return Done(account, edit.changes)

    def archive_account(self, account_id: int, archived: bool = True) -> Done[Account]:  # noqa: FBT001, FBT002 - agreed
        """Puts an account away, or takes it back."""
        account = self.account(account_id)
        label = "Archive account “{name}”" if archived else "Take back account “{name}”"
        with self._workspace.edit(label, name=account.name) as edit:
            edit.update(schema.account, account_id, {"archived": archived})
        return Done(replace(account, archived=archived), edit.changes)

    def remove_account(self, account_id: int) -> Done[None]:
        """Removes an account with its programs and tracking ids.

        Raises:
            Failed: when links, statements or earnings belong to it.
        """
        account = self.account(account_id)
        with self._workspace.edit("Remove account “{name}”", name=account.name) as edit:
            _refuse_used("account", account.name, store.dependents(edit.connection, "account_id", account_id))
            store.remove_account(edit, account_id)
        return Done(None, edit.changes)

    # --- programs

    def programs(self, account_id: int | None = None, archived: bool = False) -> tuple[Program, ...]:  # noqa: FBT001, FBT002 - agreed
        """The programs by name, of one account or of all; with ``archived`` also the archived ones."""
        with self._workspace.read() as connection:
            found = store.programs(connection, account_id)
        return tuple(program for program in found if archived or not program.archived)

    def program(self, ref: int | str, account_id: int | None = None) -> Program:
        """The program with this id or name, in one account or in all.

        Raises:
            NotFound: when there is none, or several accounts have a program of this name.
        """
        with self._workspace.read() as connection:
            found = store.programs(connection, account_id)
        keys = ids_named(ref, ((program.id, program.name) for program in found))
        if len(keys) > 1:
            raise NotFound(
                "program_ambiguous",
                "Several accounts have a program “{name}”; use its id: {ids}.",
                name=str(ref),
                ids=", ".join(map(str, keys)),
            )
        if not keys:
            raise NotFound("no_such_program", "There is no program “{name}”.", name=visible(str(ref)))
        return next(program for program in found if program.id == keys[0])

    def add_program(self, program: Program) -> Done[Program]:
        """Adds a program to an account.

        Raises:
            BadInput: when the account has a program of this name, or its network has one program only.
        """
        program = checked_program(program)
        account = self.account(program.account_id)
        network = self._catalog.get(account.network)
        if network.single_program:
            raise BadInput(
                "single_program",
                "{network} is one program, which “{account}” has already.",
                network=network.name,
                account=account.name,
            )
        with self._workspace.edit("Add program “{name}”", name=program.name) as edit:
            _refuse_taken_program(edit.connection, program)
            key = edit.insert(schema.program, store.program_values(program))
        return Done(replace(program, id=key), edit.changes)

    def edit_program(self, program: Program) -> Done[Program]:
        """Changes a program; its account stays.

        Raises:
            BadInput: when the name is taken or a value can't be used.
            Failed: when the program was removed elsewhere.
        """
        program = checked_program(program)
        with self._workspace.edit("Edit program “{name}”", name=program.name) as edit:
            before = store.program(edit.connection, program.id)
            if before is None:
                raise _gone()
            if before.account_id != program.account_id:
                raise BadInput("account_fixed", "A program stays in its account. Add it to the other account anew.")
            _refuse_taken_program(edit.connection, program)
            edit.update(schema.program, program.id, store.program_values(program))
        return Done(program, edit.changes)

    def archive_program(self, program_id: int, archived: bool = True) -> Done[Program]:  # noqa: FBT001, FBT002 - agreed
        """Puts a program away, or takes it back."""
        program = self.program(program_id)
        label = "Archive program “{name}”" if archived else "Take back program “{name}”"
        with self._workspace.edit(label, name=program.name) as edit:
            edit.update(schema.program, program_id, {"archived": archived})
        return Done(replace(program, archived=archived), edit.changes)

    def remove_program(self, program_id: int) -> Done[None]:
        """Removes a program and takes it out of its campaigns.

        Raises:
            Failed: when links or earnings belong to it, or it is the one program of its network.
        """
        program = self.program(program_id)
        account = self.account(program.account_id)
        network = self._catalog.name_of(account.network)
        single = any(each.single_program for each in self._catalog.all() if each.id == account.network)
        with self._workspace.edit("Remove program “{name}”", name=program.name) as edit:
            if single and len(store.programs(edit.connection, account.id)) == 1:
                raise Failed(
                    "single_program",
                    "{network} is one program and goes with its account “{account}”.",
                    network=network,
                    account=account.name,
                )
            _refuse_used("program", program.name, store.dependents(edit.connection, "program_id", program_id))
            store.remove_program(edit, program_id)
        return Done(None, edit.changes)

    # --- tracking ids

    def tracking_ids(self, account_id: int) -> tuple[TrackingId, ...]:
        """The tracking ids of an account, by value."""
        with self._workspace.read() as connection:
            return tuple(store.tracking_ids(connection, account_id))

    def save_tracking_id(self, tracking_id: TrackingId) -> Done[TrackingId]:
        """Adds a tracking id, or changes it: by its id, or by its value where it has no id yet.

        Raises:
            BadInput: when the value is taken or can't be used.
        """
        tracking_id = checked_tracking_id(tracking_id)
        self.account(tracking_id.account_id)
        with self._workspace.edit("Save tracking id “{value}”", value=tracking_id.value) as edit:
            tracking_id = _settle(edit.connection, tracking_id)
            values = store.tracking_id_values(tracking_id)
            if tracking_id.id:
                edit.update(schema.tracking_id, tracking_id.id, values)
            else:
                tracking_id = replace(tracking_id, id=edit.insert(schema.tracking_id, values))
        return Done(tracking_id, edit.changes)

    def remove_tracking_id(self, tracking_id: int) -> Done[None]:
        """Removes a tracking id."""
        with self._workspace.read() as connection:
            found = store.tracking_id(connection, tracking_id)
        if found is None:
            raise _gone()
        with self._workspace.edit("Remove tracking id “{value}”", value=found.value) as edit:
            edit.delete(schema.tracking_id, tracking_id)
        return Done(None, edit.changes)

    def _now(self) -> str:
        return self._workspace.clock.now().isoformat()


def _settle(connection: Connection, tracking_id: TrackingId) -> TrackingId:
    """The tracking id with the id under which its value is known."""
    if tracking_id.campaign_id is not None and not store.campaign_exists(connection, tracking_id.campaign_id):
        raise NotFound("no_such_campaign", "This campaign does not exist any more.")
    for known in store.tracking_ids(connection, tracking_id.account_id):
        if same_name(known.value, tracking_id.value) and known.id != tracking_id.id:
            if tracking_id.id:
                raise BadInput(
                    "tracking_id_taken", "The account has a tracking id “{value}” already.", value=known.value
                )
            return replace(tracking_id, id=known.id)
    return tracking_id


def _refuse_taken_account(connection: Connection, account: Account) -> None:
    for other in store.accounts(connection):
        if other.id != account.id and same_name(other.name, account.name):
            raise BadInput("name_taken", "There is an account “{name}” already.", name=other.name)


def _refuse_taken_program(connection: Connection, program: Program) -> None:
    for other in store.programs(connection, program.account_id):
        if other.id != program.id and same_name(other.name, program.name):
            raise BadInput("name_taken", "The account has a program “{name}” already.", name=other.name)


def _one(what: str) -> str:
    """The singular of a counted kind, whose first word is in the plural."""
    first, space, rest = what.partition(" ")
    return first.removesuffix("s") + space + rest


def _refuse_used(kind: str, name: str, dependents: Mapping[str, int]) -> None:
    used = ", ".join(f"{count} {what if count > 1 else _one(what)}" for what, count in dependents.items() if count)
    if used:
        raise Failed(
            f"{kind}_used",
            "“{name}” can't be removed, as it has {used}. Archive it instead, or remove those first.",
            name=name,
            used=used,
        )


def _no_account(ref: int | str, known: list[Account]) -> NotFound:
    if not known:
        return NotFound("no_such_account", "There is no account yet. Add one first.")
    names = ", ".join(account.name for account in known[:8]) + (", …" if len(known) > 8 else "")
    return NotFound(
        "no_such_account", "There is no account “{name}”. There are: {known}.", name=visible(str(ref)), known=names
    )


def _gone() -> Failed:
    return Failed("record_gone", "This record does not exist any more; it was removed elsewhere.")
