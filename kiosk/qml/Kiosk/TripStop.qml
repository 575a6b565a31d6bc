import QtQuick

// One stop of a trip: its dot on the line, its name, its time. Ours stands out, passed ones step back.
Item {
    id: row

    required property string name
    required property string time
    required property string struck
    required property string note
    required property string phase
    required property bool ours
    required property string spoken
    required property int lineX

    readonly property bool quiet: phase === "passed" || phase === "skipped"
    readonly property color ink: quiet && !ours ? Theme.colours.quiet : Theme.colours.text

    Accessible.name: spoken
    Accessible.role: Accessible.ListItem
    height: Theme.stopHeight
    objectName: "stop"

    Rectangle {
        id: dot

        anchors.verticalCenter: parent.verticalCenter
        border.color: row.quiet && !row.ours ? Theme.colours.quiet : Theme.colours.text
        border.width: row.ours ? Theme.px(10) : Theme.px(4)
        color: Theme.colours.page
        height: row.ours ? Theme.px(40) : Theme.px(24)
        radius: height / 2
        width: height
        x: row.lineX - width / 2
        z: 2
    }
    Column {
        anchors.left: parent.left
        anchors.leftMargin: row.lineX + Theme.px(56)
        anchors.right: struck.visible ? struck.left : time.left
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter

        Label {
            color: row.ink
            font.features: ({})
            font.pixelSize: row.ours ? Theme.text(40) : Theme.text(36)
            font.strikeout: row.phase === "skipped"
            fontSizeMode: Text.HorizontalFit
            font.weight: row.ours ? Font.Bold : row.quiet ? Font.Normal : Font.Medium
            minimumPixelSize: Theme.px(30)
            text: row.name
            verticalAlignment: Text.AlignVCenter
            width: parent.width
        }
        Label {
            color: row.phase === "skipped" ? Theme.colours.late : Theme.colours.quiet
            font.pixelSize: Theme.text(26)
            font.weight: Font.Medium
            text: row.note
            visible: text !== ""
            width: parent.width
        }
    }
    Label {
        id: struck

        anchors.baseline: time.baseline
        anchors.right: time.left
        anchors.rightMargin: row.time === "" ? 0 : Theme.gapSmall
        color: Theme.colours.quiet
        font.pixelSize: row.time === "" ? Theme.text(36) : Theme.small
        font.strikeout: true
        text: row.struck
        visible: text !== ""
    }
    Label {
        id: time

        anchors.right: parent.right
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        color: row.ink
        font.pixelSize: row.ours ? Theme.text(44) : Theme.text(36)
        font.weight: row.ours ? Font.Bold : row.quiet ? Font.Normal : Font.Medium
        text: row.time
    }
}
