import QtQuick
import Kiosk.Screens

// Which bus this is, and when it comes.
Item {
    id: heading

    required property TripScreen trip

    readonly property bool sure: trip.look === "live" || trip.look === "ageing"

    implicitHeight: name.height + Theme.gapSmall

    RouteBadge {
        id: badge

        anchors.verticalCenter: name.verticalCenter
        icon: heading.trip.icon
        mode: heading.trip.mode
        route: heading.trip.route
        routeColor: heading.trip.routeColor
        routeTextColor: heading.trip.routeTextColor
    }
    Label {
        id: name

        Accessible.role: Accessible.Heading
        anchors.left: badge.right
        anchors.leftMargin: Theme.gap
        anchors.right: due.left
        anchors.rightMargin: Theme.gap
        anchors.top: parent.top
        font.pixelSize: Theme.title
        font.weight: Font.DemiBold
        fontSizeMode: Text.HorizontalFit
        height: Theme.text(80)
        minimumPixelSize: Theme.px(32)
        text: heading.trip.headsign
        verticalAlignment: Text.AlignVCenter
    }
    Row {
        id: due

        anchors.right: parent.right
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: name.verticalCenter
        spacing: Theme.gapTiny

        Label {
            id: number

            color: heading.sure || heading.trip.look === "cancelled" ? Theme.colours.text : Theme.colours.quiet
            font.pixelSize: heading.trip.due.length <= 5 ? Theme.minutes : Theme.word
            font.weight: heading.sure ? Font.Bold : heading.trip.look === "cancelled" ? Font.DemiBold : Font.Normal
            text: heading.trip.due
        }
        Label {
            anchors.baseline: number.baseline
            color: number.color
            font.pixelSize: Theme.minutesUnit
            font.weight: heading.sure ? Font.Medium : Font.Normal
            text: heading.trip.dueUnit
            visible: text !== ""
        }
    }
}
