pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Maintenance

// All steps of a drill: while the last of them run, and in its result.
ScrollArea {
    id: list

    required property DrillScreen screen
    required property bool portrait

    readonly property bool over: screen.look === "result"

    beside: !portrait

    Card {
        Layout.fillWidth: true
        icon: list.over ? list.screen.outcome === "passed" ? "circle-check" : list.screen.outcome === "failed" ? "circle-x" : "alert-triangle" : "hourglass"
        objectName: "outcome"
        title: list.over ? list.screen.outcomeWord : qsTr("The rest runs by itself: %1 s at most").arg(list.screen.secondsLeft)

        Explanation {
            color: Theme.colours.quiet
            objectName: "summary"
            text: list.screen.summary
            visible: text !== ""
        }
        Explanation {
            objectName: "note"
            text: list.screen.note
            visible: text !== ""
        }
    }
    Card {
        Layout.fillWidth: true

        Repeater {
            model: list.screen.steps

            RowLayout {
                id: row

                required property string key
                required property string title
                required property string level
                required property string word
                required property string note
                required property bool again

                Layout.fillWidth: true
                objectName: `step-${key}`
                spacing: Theme.gap

                ColumnLayout {
                    Layout.fillWidth: true
                    spacing: Theme.gapTiny

                    RowLayout {
                        Layout.fillWidth: true
                        spacing: Theme.gap

                        Label {
                            Layout.fillWidth: true
                            font.pixelSize: Theme.menuText
                            font.weight: Font.DemiBold
                            maximumLineCount: 2
                            text: row.title
                            wrapMode: Text.Wrap
                        }
                        LevelMark {
                            level: row.level
                            visible: row.level !== ""
                            word: row.word
                        }
                        Label {
                            color: Theme.colours.quiet
                            font.pixelSize: Theme.menuText
                            text: row.word
                            visible: row.level === ""
                        }
                    }
                    Label {
                        Layout.fillWidth: true
                        color: Theme.colours.quiet
                        font.pixelSize: Theme.menuNote
                        maximumLineCount: 4
                        text: row.note
                        visible: text !== ""
                        wrapMode: Text.Wrap
                    }
                }
                BigButton {
                    flat: true
                    icon: "refresh"
                    objectName: `again-${row.key}`
                    text: qsTr("Again")
                    visible: row.again

                    onActivated: list.screen.again(row.key)
                }
            }
        }
    }
}
