import QtQuick
import Kiosk.Maintenance

// A text, an address or a key.
Item {
    id: text

    required property SettingsScreen screen

    SettingsField {
        id: field

        anchors.left: parent.left
        anchors.right: parent.right
        done: qsTr("Done")
        hint: text.screen.hint
        longest: text.screen.longest
        name: text.screen.title
        purpose: text.screen.purpose
        typed: text.screen.typed

        onAccepted: words => text.screen.take(words)
    }
}
