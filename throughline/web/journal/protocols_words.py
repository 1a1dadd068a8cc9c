"""What the journal says of protocols: one sentence for each name an action notes."""

from throughline.web.journal.told import Say, told

SENTENCES: dict[str, Say] = {
    "protocols.published": told("{partnership} published the protocol {protocol}, version {number}."),
    "protocols.taken_up": told("{partnership} works to the protocol {protocol}, version {number}, from {on}."),
    "protocols.ended": told(
        "{partnership} no longer works to the protocol {protocol}, version {number}, from {on}: {why}."
    ),
    "protocols.signed": told("{organisation} agreed on {on} to work to the protocol {protocol}, version {number}."),
    "protocols.retired": told("Nobody new is put on the protocol {protocol}, version {number}, from {on}."),
}
