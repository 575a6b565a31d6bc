pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Maintenance

// What the drill is, and the drills before: a touch shows one again.
ScrollArea {
    id: list

    required property DrillScreen screen
    required property bool portrait

    beside: !portrait

    Explanation {
        text: qsTr("Sixty seconds: wipe over the fields, look at five colours, type a word. Loudspeaker, microphone, test call, network, clock and storage are tried meanwhile by themselves. The live emergency number is never called")
    }
    Card {
        Layout.fillWidth: true
        icon: "history"
        title: qsTr("Drills before")

        Explanation {
            color: Theme.colours.quiet
            objectName: "noDrills"
            text: qsTr("None is kept yet")
            visible: before.count === 0
        }
        Repeater {
            id: before

            model: list.screen.earlier

            Rectangle {
                id: row

                required property string key
                required property string date
                required property string level
                required property string word
                required property string note

                Accessible.name: `${date}, ${word}, ${note}`
                Accessible.role: Accessible.Button
                Accessible.onPressAction: list.screen.choose(key)
                Layout.fillWidth: true
                color: tap.pressed ? Theme.colours.rowPressed : "transparent"
                implicitHeight: Math.max(Theme.touch, words.implicitHeight + 2 * Theme.gapTiny)
                objectName: "earlier"
                radius: Theme.radiusSmall

                TapHandler {
                    id: tap

                    gesturePolicy: TapHandler.ReleaseWithinBounds
                    longPressThreshold: 0

                    onTapped: list.screen.choose(row.key)
                }
                RowLayout {
                    id: words

                    anchors.left: parent.left
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    spacing: Theme.gap

                    ColumnLayout {
                        Layout.fillWidth: true
                        spacing: 0

                        Label {
                            Layout.fillWidth: true
                            font.pixelSize: Theme.menuText
                            font.weight: Font.DemiBold
                            text: row.date
                        }
                        Label {
                            Layout.fillWidth: true
                            color: Theme.colours.quiet
                            font.pixelSize: Theme.menuNote
                            maximumLineCount: 2
                            text: row.note
                            wrapMode: Text.Wrap
                        }
                    }
                    LevelMark {
                        level: row.level
                        word: row.word
                    }
                    Icon {
                        name: "chevron-right"
                        size: Theme.menuLine
                    }
                }
                Rectangle {
                    anchors.bottom: parent.bottom
                    color: Theme.colours.line
                    height: Theme.hairline
                    width: parent.width
                }
            }
        }
    }
}
