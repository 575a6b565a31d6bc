import QtQuick
import Kiosk.Screens

// Which bus this is, when it comes, and one sentence on where it is.
Item {
    id: heading

    required property TripScreen trip

    readonly property bool sure: trip.look === "live" || trip.look === "ageing"

    implicitHeight: words.y + words.height + Theme.gapSmall

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
        minimumPixelSize: Theme.text(36)
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

            color: heading.sure ? Theme.colours.text : Theme.colours.quiet
            font.pixelSize: heading.trip.due.length <= 5 ? Theme.minutes : Theme.word
            font.weight: heading.sure ? Font.Bold : Font.Normal
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
    Column {
        id: words

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: name.bottom
        anchors.topMargin: Theme.gapSmall
        spacing: Theme.gapTiny

        Row {
            id: first

            spacing: Theme.gapSmall
            width: parent.width

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                color: where.color
                name: "rss"
                size: Theme.text(36)
                visible: heading.trip.look === "live"
            }
            Label {
                id: where

                color: heading.trip.look === "live" ? Theme.colours.live : Theme.colours.text
                font.pixelSize: Theme.text(36)
                font.weight: Font.DemiBold
                maximumLineCount: 2
                text: heading.trip.whereabouts
                width: first.width - x
                wrapMode: Text.Wrap
            }
        }
        Row {
            id: second

            spacing: Theme.gapSmall
            visible: more.text !== ""
            width: parent.width

            Icon {
                color: Theme.colours.quiet
                name: "disabled"
                size: Theme.text(34)
                visible: heading.trip.lowFloor
            }
            Label {
                id: more

                color: Theme.colours.quiet
                font.pixelSize: Theme.body
                maximumLineCount: 2
                text: heading.trip.details
                width: second.width - x
                wrapMode: Text.Wrap
            }
        }
    }
}
