import QtQuick
import QtQuick.Shapes

// One route of the map and when it comes next; a touch opens that trip.
Item {
    id: entry

    required property string key
    required property string route
    required property string routeColor
    required property string routeTextColor
    required property string mode
    required property string headsign
    required property string due
    required property string dueUnit
    required property string look
    required property string spoken
    required property int pattern

    readonly property bool sure: look === "live" || look === "ageing"

    signal activated(string key)

    Accessible.name: spoken
    Accessible.role: Accessible.Button
    Accessible.onPressAction: activated(key)
    objectName: "legendEntry"

    TapHandler {
        id: tap

        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0

        onTapped: entry.activated(entry.key)
    }
    Rectangle {
        anchors.fill: parent
        color: Theme.colours.tilePressed
        radius: Theme.radiusSmall
        visible: tap.pressed
    }
    RouteBadge {
        id: badge

        anchors.verticalCenter: parent.verticalCenter
        mode: entry.mode
        route: entry.route
        routeColor: entry.routeColor
        routeTextColor: entry.routeTextColor
        small: true
    }
    // Its line on the map, where the colour does not tell.
    Shape {
        id: sample

        readonly property var dash: Theme.dash(entry.pattern)

        anchors.left: badge.right
        anchors.leftMargin: visible ? Theme.gapSmall : 0
        anchors.verticalCenter: parent.verticalCenter
        height: Theme.px(8)
        objectName: "lineSample"
        visible: !Theme.colours.routeColours
        width: visible ? Theme.px(72) : 0

        ShapePath {
            capStyle: ShapePath.FlatCap
            dashPattern: sample.dash
            fillColor: "transparent"
            startX: 0
            startY: sample.height / 2
            strokeColor: Theme.colours.bus
            strokeStyle: sample.dash.length > 0 ? ShapePath.DashLine : ShapePath.SolidLine
            strokeWidth: sample.height

            PathLine {
                x: sample.width
                y: sample.height / 2
            }
        }
    }
    Label {
        anchors.left: sample.right
        anchors.leftMargin: Theme.gapSmall
        anchors.right: due.left
        anchors.rightMargin: Theme.gapTiny
        font.weight: Font.Medium
        fontSizeMode: Text.Fit
        height: parent.height
        maximumLineCount: 2
        minimumPixelSize: Theme.px(26)
        text: entry.headsign
        verticalAlignment: Text.AlignVCenter
        wrapMode: Text.WordWrap
    }
    Label {
        id: due

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        color: entry.sure ? Theme.colours.text : Theme.colours.quiet
        font.weight: entry.sure ? Font.Bold : Font.Normal
        text: entry.dueUnit === "" ? entry.due : entry.due + " " + entry.dueUnit
    }
}
