import QtQuick

// The foot of a list fades where more follows.
Rectangle {
    required property Flickable target

    anchors.bottom: target.bottom
    anchors.left: target.left
    anchors.right: target.right
    height: Math.min(Theme.px(96), target.height / 6)
    visible: target.visible && !target.atYEnd

    gradient: Gradient {
        GradientStop {
            color: Qt.alpha(Theme.colours.page, 0)
            position: 0
        }
        GradientStop {
            color: Theme.colours.page
            position: 1
        }
    }
}
