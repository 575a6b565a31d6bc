import QtQuick
import Kiosk.Screens

// How far the times can be believed: a sign and a sentence, never a colour alone.
Row {
    id: line

    required property ArrivalsScreen arrivals
    readonly property string look: arrivals.statusLook
    readonly property color ink: look === "live" ? Theme.colours.headerLive : look === "timetable" ? Theme.colours.headerQuiet : Theme.colours.headerLate

    layoutDirection: Qt.LeftToRight
    spacing: Theme.gapTiny

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        color: line.ink
        name: line.look === "live" ? "rss" : line.look === "timetable" ? "clock" : "alert-triangle"
        size: Theme.status
    }
    Label {
        anchors.verticalCenter: parent.verticalCenter
        color: line.ink
        font.pixelSize: Theme.status
        font.weight: Font.Medium
        text: line.arrivals.status
    }
}
