import QtQuick
import QtQuick.Shapes

// The last seconds before everything is put back, as a ring that runs out; any touch stops it.
Rectangle {
    id: ring

    required property int secondsLeft
    required property int secondsInAll
    required property int widest

    Accessible.name: words.text
    Accessible.role: Accessible.AlertMessage
    color: Theme.colours.header
    height: Theme.px(112)
    objectName: "idleRing"
    radius: height / 2
    width: words.x + words.width + Theme.margin

    Shape {
        id: shape

        readonly property real centre: width / 2

        anchors.verticalCenter: parent.verticalCenter
        height: Theme.px(80)
        preferredRendererType: Shape.CurveRenderer
        width: height
        x: Theme.px(16)

        ShapePath {
            capStyle: ShapePath.RoundCap
            fillColor: "transparent"
            strokeColor: Theme.colours.headerText
            strokeWidth: Theme.px(8)

            PathAngleArc {
                centerX: shape.centre
                centerY: shape.centre
                radiusX: shape.centre - Theme.px(6)
                radiusY: radiusX
                startAngle: -90
                sweepAngle: 360 * ring.secondsLeft / ring.secondsInAll
            }
        }
    }
    Label {
        anchors.centerIn: shape
        color: Theme.colours.headerText
        font.pixelSize: Theme.px(36)
        font.weight: Font.Bold
        text: ring.secondsLeft
    }
    Label {
        id: words

        anchors.left: shape.right
        anchors.leftMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.colours.headerText
        font.pixelSize: Theme.px(32)
        font.weight: Font.Medium
        maximumLineCount: 2
        text: qsTr("Still here? Touch the screen")
        width: Math.min(implicitWidth, ring.widest - x - Theme.margin)
        wrapMode: Text.WordWrap
    }
}
