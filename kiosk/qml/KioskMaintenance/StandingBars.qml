pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes
import Kiosk

// Bars side by side over their names, the value written at each: beside the others where it has room, else upright.
Item {
    id: chart

    // A list of {name, value, said}.
    required property var bars

    readonly property real step: width / Math.max(bars.length, 1)
    readonly property real highest: Math.max(1, ...bars.map(bar => bar.value))
    readonly property int longestSaid: Math.max(1, ...bars.map(bar => bar.said.length))
    readonly property int longestName: Math.max(1, ...bars.map(bar => bar.name.length))
    // The width of a figure, in sizes of the text.
    readonly property real figure: 0.64
    readonly property int fitting: Math.floor(step / (longestSaid * figure))
    readonly property bool upright: fitting < Theme.px(20)
    readonly property int size: Math.min(Theme.menuNote, upright ? Math.floor(step) : fitting)
    readonly property int nameSize: Math.min(Theme.menuNote, Math.max(Theme.px(20), Math.floor(step / (2 * figure))))
    readonly property int every: Math.ceil((longestName + 0.5) * nameSize * figure / step)
    readonly property real headroom: upright ? longestSaid * size * figure + Theme.gapTiny : size * 1.4
    readonly property real foot: height - nameSize * 1.5

    function tall(value: real): real {
        return (foot - headroom) * value / highest;
    }

    // All bars as one outline.
    function outline(): string {
        const gap = step * 0.14;
        return bars.map((bar, place) => `M ${place * step + gap} ${foot} v ${-tall(bar.value)} h ${step - 2 * gap} V ${foot} Z`).join(" ");
    }

    implicitHeight: Theme.chart

    Shape {
        anchors.fill: parent
        // Without a layer the software renderer draws what is scrolled out of sight over the whole screen.
        layer.enabled: true
        objectName: "bars"
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            fillColor: Theme.colours.bus
            strokeWidth: -1

            PathSvg {
                path: chart.outline()
            }
        }
        ShapePath {
            fillColor: "transparent"
            strokeColor: Theme.colours.quiet
            strokeWidth: Theme.hairline

            PathSvg {
                path: `M 0 ${chart.foot} h ${chart.width}`
            }
        }
    }
    Repeater {
        model: chart.bars

        Item {
            id: bar

            required property int index
            required property var modelData

            width: chart.step
            x: index * chart.step

            Label {
                id: said

                font.pixelSize: chart.size
                font.weight: Font.DemiBold
                objectName: "said"
                rotation: chart.upright ? -90 : 0
                text: bar.modelData.said
                visible: bar.modelData.value > 0
                x: (bar.width - width) / 2
                y: chart.foot - chart.tall(bar.modelData.value) - height / 2 - (chart.upright ? width / 2 + Theme.gapLine : height / 2)
            }
            Label {
                color: Theme.colours.quiet
                font.pixelSize: chart.nameSize
                horizontalAlignment: Text.AlignHCenter
                text: bar.modelData.name
                visible: bar.index % chart.every === 0
                width: Math.max(implicitWidth, bar.width)
                x: Math.max(-bar.x, Math.min((bar.width - width) / 2, chart.width - bar.x - width))
                y: chart.foot + Theme.gapLine
            }
        }
    }
}
