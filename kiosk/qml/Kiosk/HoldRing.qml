import QtQuick
import QtQuick.Shapes

// How much of the time something was held, as a ring that fills round a sign.
Item {
    id: ring

    required property real progress
    required property color ink

    height: Theme.emergencyRing
    width: height

    Shape {
        id: shape

        readonly property real centre: width / 2

        anchors.fill: parent
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            fillColor: "transparent"
            strokeColor: Qt.alpha(ring.ink, 0.35)
            strokeWidth: Theme.gapTiny

            PathAngleArc {
                centerX: shape.centre
                centerY: shape.centre
                radiusX: shape.centre - Theme.gapTiny / 2
                radiusY: radiusX
                startAngle: -90
                sweepAngle: 360
            }
        }
        ShapePath {
            capStyle: ShapePath.RoundCap
            fillColor: "transparent"
            strokeColor: ring.progress > 0 ? ring.ink : "transparent"
            strokeWidth: Theme.gapTiny

            PathAngleArc {
                centerX: shape.centre
                centerY: shape.centre
                radiusX: shape.centre - Theme.gapTiny / 2
                radiusY: radiusX
                startAngle: -90
                sweepAngle: 360 * ring.progress
            }
        }
    }
    Icon {
        anchors.centerIn: parent
        color: ring.ink
        name: "hand-finger"
        size: ring.height / 2
    }
}
