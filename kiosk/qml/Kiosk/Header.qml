import QtQuick
import Kiosk.Screens

// Where this is, what time it is, and whether the times below are live.
Rectangle {
    id: header

    required property ArrivalsScreen arrivals
    required property bool portrait

    color: Theme.colours.header
    implicitHeight: portrait ? Theme.header : Theme.headerFlat
    objectName: "header"

    Label {
        id: name

        Accessible.role: Accessible.Heading
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: clock.left
        anchors.rightMargin: Theme.margin
        color: Theme.colours.headerText
        font.pixelSize: Theme.stopName
        font.weight: Font.DemiBold
        fontSizeMode: Text.HorizontalFit
        height: Theme.px(96)
        minimumPixelSize: Theme.px(48)
        text: header.arrivals.stopName
        verticalAlignment: Text.AlignVCenter
        y: header.portrait ? Theme.px(32) : Theme.px(12)
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
        id: date

        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.top: name.bottom
        color: Theme.colours.headerQuiet
        font.pixelSize: Theme.direction
        text: header.arrivals.date
    }
    Label {
        id: direction

        // In landscape the state of the data stands beside it, and is never pushed aside.
        readonly property real room: header.portrait ? date.x - 2 * Theme.margin : (demo.visible ? demo.x : date.x) - status.implicitWidth - 3 * Theme.margin

        anchors.baseline: date.baseline
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        color: Theme.colours.headerQuiet
        font.pixelSize: Theme.direction
        text: header.arrivals.direction
        width: Math.max(Math.min(implicitWidth, room), 0)
    }
    Rectangle {
        id: demo

        // In portrait the state of the data comes first; it is that long only while the first data are awaited.
        readonly property bool room: !header.portrait || header.width - Theme.margin - width > status.x + status.implicitWidth + Theme.gap

        anchors.right: parent.right
        anchors.rightMargin: header.portrait ? Theme.margin : Math.max(clock.width, date.width) + 2 * Theme.margin
        anchors.verticalCenter: status.verticalCenter
        border.color: mark.color
        border.width: Theme.hairline
        color: "transparent"
        height: mark.implicitHeight + Theme.gapTiny
        radius: height / 2
        visible: header.arrivals.demo || header.arrivals.reduced && room
        width: mark.implicitWidth + 2 * Theme.gap

        Label {
            id: mark

            anchors.centerIn: parent
            color: header.arrivals.demo ? Theme.colours.headerLate : Theme.colours.headerQuiet
            font.pixelSize: Theme.px(26)
            font.weight: Font.Medium
            objectName: "mark"
            text: header.arrivals.reduced ? qsTr("Reduced service") : qsTr("Demonstration")
        }
    }
    StatusLine {
        id: status

        anchors.left: header.portrait || direction.text === "" ? parent.left : direction.right
        anchors.leftMargin: Theme.margin
        anchors.verticalCenter: header.portrait ? date.bottom : date.verticalCenter
        anchors.verticalCenterOffset: header.portrait ? Theme.px(36) : 0
        arrivals: header.arrivals
        objectName: "freshness"
    }
}
