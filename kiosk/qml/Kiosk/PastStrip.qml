pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Screens

// What just left, and what was expected and never seen: an answer to "have I missed it?".
Flow {
    id: strip

    required property ArrivalsScreen arrivals

    clip: true

    Repeater {
        model: strip.arrivals.past

        Row {
            id: gone

            required property string route
            required property string routeColor
            required property string routeTextColor
            required property string mode
            required property string fate

            height: Theme.pastLine
            rightPadding: Theme.gap
            spacing: Theme.gapTiny

            RouteBadge {
                anchors.verticalCenter: parent.verticalCenter
                mode: gone.mode
                route: gone.route
                routeColor: gone.routeColor
                routeTextColor: gone.routeTextColor
                small: true
            }
            Label {
                anchors.verticalCenter: parent.verticalCenter
                color: Theme.colours.quiet
                font.pixelSize: Theme.past
                objectName: "fate"
                text: gone.fate
                width: Math.min(implicitWidth, strip.width - x)
            }
        }
    }
}
