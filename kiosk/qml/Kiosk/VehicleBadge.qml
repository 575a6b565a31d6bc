import QtQuick
import QtQuick.Shapes

// One vehicle on the map: its route, where it heads, and how old that is.
Item {
    id: vehicle

    required property string key
    required property real middleX
    required property real middleY
    required property real atX
    required property real atY
    required property bool pointed
    required property real pointerX
    required property real pointerY
    required property real heading
    required property string route
    required property string routeColor
    required property string routeTextColor
    required property string mode
    required property string note
    required property string spoken
    required property int badgeWidth
    required property int badgeHeight
    required property color ground
    // Vehicles glide while the map stays as it is; a new map is there at once.
    required property bool steady

    readonly property color ink: Theme.routeColour(routeColor, mode)

    signal activated(string key)

    Accessible.name: spoken
    Accessible.role: Accessible.Button
    Accessible.onPressAction: activated(key)
    height: badgeHeight
    objectName: "vehicle"
    width: badgeWidth
    x: middleX - width / 2
    y: middleY - height / 2

    Behavior on x {
        enabled: vehicle.steady

        NumberAnimation {
            duration: 800
        }
    }
    Behavior on y {
        enabled: vehicle.steady

        NumberAnimation {
            duration: 800
        }
    }

    // Where the vehicle really is, when its badge had to step aside for another.
    Rectangle {
        border.color: vehicle.ground
        border.width: Theme.px(3)
        color: vehicle.ink
        height: Theme.px(24)
        radius: height / 2
        visible: !vehicle.pointed
        width: height
        x: vehicle.atX - vehicle.middleX + (vehicle.width - width) / 2
        y: vehicle.atY - vehicle.middleY + (vehicle.height - height) / 2
    }
    Shape {
        height: Theme.px(28)
        preferredRendererType: Shape.CurveRenderer
        rotation: vehicle.heading
        visible: vehicle.pointed
        width: Theme.px(44)
        x: vehicle.width / 2 + vehicle.pointerX - width / 2
        y: vehicle.height / 2 + vehicle.pointerY - height / 2

        ShapePath {
            fillColor: vehicle.ink
            joinStyle: ShapePath.RoundJoin
            strokeColor: vehicle.ground
            strokeWidth: Theme.px(3)

            PathPolyline {
                path: [Qt.point(0, Theme.px(24)), Qt.point(Theme.px(22), -Theme.px(6)), Qt.point(Theme.px(44), Theme.px(24)), Qt.point(0, Theme.px(24))]
            }
        }
    }
    Rectangle {
        anchors.centerIn: parent
        color: vehicle.ground
        height: parent.height + Theme.px(6)
        radius: Theme.radiusSmall + Theme.px(3)
        width: parent.width + Theme.px(6)
    }
    RouteBadge {
        anchors.fill: parent
        mode: vehicle.mode
        route: vehicle.route
        routeColor: vehicle.routeColor
        routeTextColor: vehicle.routeTextColor
        small: true
    }
    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: parent.bottom
        anchors.topMargin: Theme.px(3)
        color: vehicle.ground
        height: note.height
        radius: Theme.px(6)
        visible: vehicle.note !== ""
        width: note.width + Theme.gapSmall

        Label {
            id: note

            anchors.centerIn: parent
            color: Theme.colours.late
            font.pixelSize: Theme.text(22)
            font.weight: Font.DemiBold
            text: vehicle.note
        }
    }
}
