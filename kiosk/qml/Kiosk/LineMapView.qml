pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes
import Kiosk.Screens

// The map itself: lines in their lanes, stops across them, names where there is room, vehicles on top.
Rectangle {
    id: view

    required property LineMapScreen map

    readonly property int nameSize: Theme.text(26)
    readonly property int badgeWidth: Theme.text(84)
    readonly property int badgeHeight: Theme.text(52)
    readonly property real stroke: map.lane * 0.75

    signal activated(string key)

    function fit() {
        map.fit(width, height, nameSize, badgeWidth, badgeHeight);
    }

    border.color: Theme.colours.line
    border.width: Theme.hairline
    clip: true
    color: Theme.colours.panel
    objectName: "map"
    radius: Theme.radius

    Component.onCompleted: fit()
    onBadgeWidthChanged: fit()
    onHeightChanged: fit()
    onWidthChanged: fit()

    TapHandler {
        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0

        onTapped: point => {
            const key = view.map.vehicleAt(point.position.x, point.position.y, Theme.touch * 0.75);
            if (key !== "")
                view.activated(key);
        }
    }
    Repeater {
        model: view.map.lines

        Shape {
            id: line

            required property string key
            required property list<point> path
            required property string routeColor
            required property string mode
            required property bool tail
            required property int pattern

            readonly property var dash: Theme.dash(pattern)

            anchors.fill: parent
            objectName: "line"
            opacity: tail ? 0.3 : 1
            preferredRendererType: Shape.CurveRenderer

            ShapePath {
                capStyle: line.tail || line.dash.length > 0 ? ShapePath.FlatCap : ShapePath.RoundCap
                dashPattern: line.dash
                fillColor: "transparent"
                joinStyle: ShapePath.RoundJoin
                strokeColor: Theme.routeColour(line.routeColor, line.mode)
                strokeStyle: line.dash.length > 0 ? ShapePath.DashLine : ShapePath.SolidLine
                strokeWidth: view.stroke

                PathPolyline {
                    path: line.path
                }
            }
        }
    }
    Repeater {
        model: view.map.stops

        Rectangle {
            id: stop

            required property real middleX
            required property real middleY
            required property real across
            required property real heading
            required property bool ours

            readonly property real size: Math.max(view.stroke * 1.3, Theme.px(14)) * (ours ? 2 : 1)

            border.color: Theme.colours.text
            border.width: ours ? Theme.px(7) : Theme.px(3)
            color: Theme.colours.page
            height: size
            radius: height / 2
            rotation: heading
            width: across + size
            x: middleX - width / 2
            y: middleY - height / 2
        }
    }
    Repeater {
        model: view.map.names

        Label {
            required property real boxX
            required property real boxY
            required property real boxWidth
            required property bool ours
            required property string name

            color: ours ? Theme.colours.text : Theme.colours.quiet
            font.features: ({})
            font.pixelSize: ours ? Math.round(view.nameSize * 1.2) : view.nameSize
            font.weight: ours ? Font.Bold : Font.Medium
            objectName: "stopName"
            style: Text.Outline
            styleColor: view.color
            text: name
            width: boxWidth
            x: boxX
            y: boxY
        }
    }
    Repeater {
        model: view.map.vehicles

        VehicleBadge {
            badgeHeight: view.badgeHeight
            badgeWidth: view.badgeWidth
            ground: view.color
            steady: view.map.steady

            onActivated: key => view.activated(key)
        }
    }
    Row {
        spacing: Theme.gap
        visible: !view.map.empty
        x: view.map.keyX + Theme.gap
        y: view.map.keyY + Theme.gapSmall

        Column {
            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                color: Theme.colours.quiet
                name: "chevron-up"
                size: view.nameSize
            }
            Label {
                color: Theme.colours.quiet
                font.pixelSize: Math.round(view.nameSize * 0.9)
                font.weight: Font.DemiBold
                text: qsTr("N", "north, on a map")
            }
        }
        Column {
            anchors.bottom: parent.bottom
            spacing: Theme.px(6)

            Label {
                color: Theme.colours.quiet
                font.pixelSize: Math.round(view.nameSize * 0.9)
                text: view.map.scaleText
            }
            Rectangle {
                color: Theme.colours.quiet
                height: Theme.px(5)
                width: view.map.scaleLength
            }
        }
    }
    Label {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gap
        anchors.horizontalCenter: parent.horizontalCenter
        color: Theme.colours.quiet
        font.weight: Font.Medium
        horizontalAlignment: Text.AlignHCenter
        maximumLineCount: 2
        text: view.map.note
        visible: text !== "" && !view.map.empty
        width: parent.width - 2 * Theme.gap
        wrapMode: Text.Wrap
    }
    Notice {
        anchors.centerIn: parent
        icon: "bus-off"
        more: ""
        text: view.map.note
        visible: view.map.empty
        width: parent.width - 2 * Theme.margin
    }
}
