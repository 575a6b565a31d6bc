import QtQuick
import QtQuick.Shapes

// What is left of a time, as a ring that runs out round a number; empty when nothing is counted.
Item {
    id: ring

    required property real part
    required property color ink
    property string number
    property string unit

    height: Theme.px(112)
    width: height

    Shape {
        id: shape

        readonly property real centre: width / 2
        readonly property real line: ring.width / 12

        anchors.fill: parent
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            fillColor: "transparent"
            strokeColor: Qt.alpha(ring.ink, 0.25)
            strokeWidth: shape.line

            PathAngleArc {
                centerX: shape.centre
                centerY: shape.centre
                radiusX: shape.centre - shape.line / 2
                radiusY: radiusX
                startAngle: -90
                sweepAngle: 360
            }
        }
        ShapePath {
            capStyle: ShapePath.RoundCap
            fillColor: "transparent"
            strokeColor: ring.part > 0 ? ring.ink : "transparent"
            strokeWidth: shape.line

            PathAngleArc {
                centerX: shape.centre
                centerY: shape.centre
                radiusX: shape.centre - shape.line / 2
                radiusY: radiusX
                startAngle: -90
                sweepAngle: 360 * ring.part
            }
        }
    }
    Column {
        anchors.centerIn: parent
        spacing: -ring.width / 24

        Label {
            anchors.horizontalCenter: parent.horizontalCenter
            color: ring.ink
            font.pixelSize: Math.round(ring.width * (ring.unit === "" ? 0.45 : 0.38))
            font.weight: Font.Bold
            objectName: "number"
            text: ring.number
        }
        Label {
            anchors.horizontalCenter: parent.horizontalCenter
            color: ring.ink
            font.pixelSize: Math.round(ring.width * 0.18)
            text: ring.unit
            visible: text !== ""
        }
    }
}
