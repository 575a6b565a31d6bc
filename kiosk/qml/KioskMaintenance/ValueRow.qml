import QtQuick
import QtQuick.Layouts
import Kiosk

// One thing and its value, with `level` ("green", "amber", "red", "unknown"; "" for none) and a quiet `note` below,
// such as since when. Name and value break into lines where they are long.
ColumnLayout {
    id: row

    required property string name
    required property string value
    property string level
    property string note

    Accessible.name: `${name}: ${value}. ${note}`
    Accessible.role: Accessible.StaticText
    Layout.fillWidth: true
    spacing: 0

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.gapSmall

        Label {
            Layout.fillWidth: true
            Layout.preferredWidth: 2
            color: Theme.colours.quiet
            font.pixelSize: Theme.menuText
            maximumLineCount: 3
            text: row.name
            wrapMode: Text.Wrap
        }
        Label {
            Layout.fillWidth: true
            Layout.preferredWidth: 3
            font.pixelSize: Theme.menuText
            font.weight: Font.DemiBold
            horizontalAlignment: Text.AlignRight
            maximumLineCount: 4
            text: row.value
            wrapMode: Text.Wrap
        }
        LevelMark {
            level: row.level
            visible: level !== ""
        }
    }
    Label {
        Layout.fillWidth: true
        color: Theme.colours.quiet
        font.pixelSize: Theme.menuNote
        maximumLineCount: 3
        text: row.note
        visible: text !== ""
        wrapMode: Text.Wrap
    }
}
