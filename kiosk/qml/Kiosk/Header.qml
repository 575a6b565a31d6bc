import QtQuick
import Kiosk.Screens

// Where this is, what time it is, and whether the times below are live.
Rectangle {
    id: header

    required property ArrivalsScreen arrivals
    required property bool portrait

    color: Theme.colours.header
    implicitHeight: portrait ? Theme.header : Theme.headerFlat

    Label {
        id: name

        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: clock.left
        anchors.rightMargin: Theme.gap
        color: Theme.colours.headerText
        font.pixelSize: Theme.stopName
        font.weight: Font.DemiBold
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.px(48)
        text: header.arrivals.stopName
        verticalAlignment: Text.AlignVCenter
        height: Theme.px(96)
        y: header.portrait ? Theme.px(40) : Theme.px(16)
    }
    Label {
        id: clock

        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: name.verticalCenter
        color: Theme.colours.headerText
        font.pixelSize: Theme.clock
        font.weight: Font.DemiBold
        text: header.arrivals.clock
    }
    Label {
        id: direction

        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.top: name.bottom
        anchors.topMargin: Theme.px(4)
        color: Theme.colours.headerQuiet
        font.pixelSize: Theme.direction
        text: header.arrivals.direction
        width: Math.min(implicitWidth, header.width - status.width - date.width - 2 * Theme.margin)
    }
    Label {
        id: date

        anchors.baseline: direction.baseline
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        color: Theme.colours.headerQuiet
        font.pixelSize: Theme.direction
        text: header.arrivals.date
    }
    StatusLine {
        id: status

        anchors.left: direction.right
        anchors.leftMargin: direction.text === "" ? 0 : Theme.margin
        anchors.verticalCenter: direction.verticalCenter
        arrivals: header.arrivals
    }
}
