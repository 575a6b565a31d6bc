import QtQuick
import Kiosk.Screens

// One sentence on where the bus is, and what else is known of it.
Column {
    id: words

    required property TripScreen trip
    // Beside the page there is less room for large text.
    required property bool narrow

    readonly property int large: narrow ? Theme.px(38) : Theme.text(36)
    readonly property int small: narrow ? Theme.px(33) : Theme.body

    spacing: Theme.gapTiny

    Row {
        id: first

        spacing: Theme.gapSmall
        width: parent.width

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            color: where.color
            name: "rss"
            size: words.large
            visible: words.trip.look === "live"
        }
        Label {
            id: where

            color: words.trip.look === "live" ? Theme.colours.live : Theme.colours.text
            font.pixelSize: words.large
            font.weight: Font.DemiBold
            maximumLineCount: 4
            text: words.trip.whereabouts
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
            anchors.top: parent.top
            anchors.topMargin: Theme.px(3)
            color: Theme.colours.quiet
            name: "disabled"
            size: words.small
            visible: words.trip.lowFloor
        }
        Label {
            id: more

            color: Theme.colours.quiet
            font.pixelSize: words.small
            maximumLineCount: 4
            text: words.trip.details
            width: second.width - x
            wrapMode: Text.Wrap
        }
    }
}
